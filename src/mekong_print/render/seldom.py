"""Styles of markers and note calls are made for the elements that have one, not for all.

WeasyPrint 70's own sheet has six rules for each element there is (`::marker`,
`::footnote-call`, `::note-marker` …), and makes six styles by them for each, of which a
document uses a few: five of six styles, a third of the press's memory. Here those rules are
taken out of the sheet, and asked when such a style is asked for.
Guarded as `text_layer` is, for WeasyPrint 70.0; its sheet must have these six rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import Any

import weasyprint
from weasyprint.css import StyleFor, declaration_precedence

from mekong_print.render import mends

NAME = "styles of markers"  # as the tools of an edition call it when it is left alone
_PROVED = {  # on WeasyPrint 70.0
    "__init__": "d60656cf202d3e3b",
    "__call__": "1c78c260676b0426",
    "set_computed_styles": "bdbc6860fc5a888a",
}
_RULES = ("marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
_ANY_ELEMENT = (0, 0, 1)  # the specificity of `::marker` alone (Selectors 4, 17)

Declared = dict[str, tuple[Any, tuple[Any, ...]]]  # property → its value and its weight


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    stock = StyleFor.__init__, StyleFor.__call__, StyleFor.set_computed_styles
    if hasattr(StyleFor, "mekong_seldom"):
        return
    if not mends.proved(NAME, stock, _PROVED):
        return
    declared = _taken_out(weasyprint.UA_STYLESHEET.matcher)
    if not declared:
        mends.unmended.append(NAME)
        return
    StyleFor.mekong_seldom = declared
    StyleFor.__init__ = _remembering(stock[0])
    StyleFor.__call__ = _making(stock[1])
    StyleFor.set_computed_styles = _adding(stock[2], declared)


def _taken_out(matcher: Any) -> dict[str, Declared]:
    """The rules of the sheet, taken out of it; nothing where they are not those six."""
    of_any = [
        entry
        for entry in matcher.other_selectors
        if entry[1] == _ANY_ELEMENT and entry[3] is not None
    ]
    if tuple(entry[3] for entry in of_any) != _RULES:
        return {}
    matcher.other_selectors = [entry for entry in matcher.other_selectors if entry not in of_any]
    return {entry[3]: _weighed(entry[1], entry[4][0]) for entry in of_any}


def _weighed(specificity: tuple[int, int, int], declarations: Any) -> Declared:
    """Declarations as the cascade holds them (CSS Cascade 5, 6): all are normal, in no layer."""
    precedence = declaration_precedence("user agent", importance=False)
    return {name: (value, (precedence, inf, specificity)) for name, value, _ in declarations}


def _remembering(stock: Any) -> Any:
    """Stock's start, which also keeps what a style that is made later is made with."""

    def init(styles: Any, html: Any, *more: Any) -> None:
        styles.mekong_made_with = {
            "root": html.etree_element,
            "base_url": html.base_url,
            "target_collector": more[-1],
        }
        stock(styles, html, *more)

    return init


def _making(stock: Any) -> Any:
    """Stock's answer, for which a style is made where it is one of those."""

    def call(styles: Any, element: Any, pseudo_type: Any = None) -> Any:
        known = styles.get_computed_styles()
        asked = (element, pseudo_type)
        if pseudo_type in styles.mekong_seldom and asked not in known and (element, None) in known:
            more = styles.mekong_made_with
            styles.set_computed_styles(element, parent=element, pseudo_type=pseudo_type, **more)
            styles.get_cascaded_styles().pop(asked)
        return stock(styles, element, pseudo_type)

    return call


def _adding(stock: Any, declared: Mapping[str, Declared]) -> Any:
    """Stock's making of a style; what the taken rules say stands below all others."""

    def set_computed_styles(styles: Any, element: Any, *more: Any, **named: Any) -> None:
        pseudo_type = named.get("pseudo_type", "")
        if pseudo_type in declared:
            cascaded = styles.get_cascaded_styles().setdefault((element, pseudo_type), {})
            for name, value in declared[pseudo_type].items():
                cascaded.setdefault(name, value)
        stock(styles, element, *more, **named)

    return set_computed_styles
