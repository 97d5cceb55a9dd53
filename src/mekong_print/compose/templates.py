"""A layout's templates: filled in, and what is wrong with them in a designer's words.

A layout is trusted, a source never is: templates run in a sandbox with autoescape, and
nothing of a source is ever read as a template.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.ext import extract_from_ast
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mekong_print.errors import MissingPartError
from mekong_print.layout import Layout

LABELS = ("t", "many")  # what templates call for a word of the publication


def fill_in(layout: Layout, template: str, context: Mapping[str, object]) -> str:
    """The HTML of one of a layout's templates. Raises MissingPartError when it is at fault."""
    try:
        environment = _environment(tuple(layout.templates.items()))
        return environment.get_template(f"{layout.name}/{template}").render(context)
    except TemplateSyntaxError as fault:
        message = f"layouts/{fault.name}:{fault.lineno}: {fault.message}"
        raise MissingPartError(message, "Mend the template of the layout.") from fault
    except TemplateError as fault:
        message = f"The layout “{layout.name}” failed: {fault}."
        raise MissingPartError(message, "Mend the template of the layout.") from fault


def labels_of(layout: Layout) -> tuple[tuple[str, int, str], ...]:
    """The labels that a layout's templates ask for: file, line, label; none where one is broken."""
    return _labels(tuple(layout.templates.items()))


@lru_cache(maxsize=8)
def _labels(templates: tuple[tuple[str, str], ...]) -> tuple[tuple[str, int, str], ...]:
    environment = _environment(templates)
    found = []
    for name, text in templates:
        try:
            asked = extract_from_ast(environment.parse(text), LABELS, babel_style=False)
        except TemplateSyntaxError:  # said when it is filled in
            continue
        for line, _, said in asked:
            label = said if isinstance(said, str) else (said or ("",))[0]
            found.append((f"layouts/{name}", line, label or ""))
    return tuple(row for row in found if row[2])


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str], ...]) -> ImmutableSandboxedEnvironment:
    """The templates of a layout, compiled once for all its issues."""
    return ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
