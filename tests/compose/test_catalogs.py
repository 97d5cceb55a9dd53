"""Catalogs: complete, as the tool writes them, and never silent where they lack a word."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from mekong_print.checking import ProofDesk
from mekong_print.compose import catalogs
from mekong_print.compose.wording import wording
from mekong_print.editions import edition_of
from mekong_print.issue_files import find_issues
from mekong_print.languages import LANGUAGES
from mekong_print.printing import prepare
from mekong_print.workshop import Workshop, load_layout, open_workshop
from proofing import ROOT, program
from tongues import source_of

CONFIG = '[publication]\nname = "River"\n\n[[desks]]\nname = "River"\n'


@cache
def tool() -> ModuleType:
    """tools/write_catalogs.py, which is no package."""
    return program("write_catalogs")


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The catalogs in a folder where they may be broken."""
    folder = shutil.copytree(catalogs.CATALOGS, tmp_path / "locale")
    monkeypatch.setattr(catalogs, "CATALOGS", folder)
    monkeypatch.setattr(tool(), "LOCALE", folder)
    forget()
    yield folder
    forget()


def forget() -> None:
    catalogs.catalog_of.cache_clear()
    wording.cache_clear()


def publication(root: Path, lang: str) -> Workshop:
    folder = root / "issues" / lang
    folder.mkdir(parents=True)
    (root / "mekong.toml").write_text(CONFIG, "utf-8")
    (folder / "issue.md").write_text(source_of(lang), "utf-8")
    return open_workshop(root)


def untranslate(folder: Path, lang: str, before: str, after: str) -> None:
    path = folder / lang / tool().DOMAIN
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    forget()


# ---------------------------------------------------------------- complete


def test_every_word_that_pages_ask_for_is_in_every_catalog() -> None:
    labels = tool().extracted()
    assert len(labels) > 50
    for language in LANGUAGES:
        assert tool().path_of(language).read_text("utf-8") == tool().updated(language, labels)
        assert list(tool().lacking(language)) == []


def test_a_new_word_is_missed_in_every_catalog(
    copies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = tool().extracted()
    labels.add("A brand-new word")
    monkey = pytest.MonkeyPatch()
    monkey.setattr(tool(), "extracted", lambda: labels)
    assert tool().main(["--check"]) == 1
    assert capsys.readouterr().out.count("out of date") == len(LANGUAGES)
    assert tool().main([]) == 1
    said = capsys.readouterr().out
    monkey.undo()
    others = sorted(set(LANGUAGES) - {"en"})
    assert [line for line in said.splitlines() if "lacks" in line] == [
        f"{language} lacks “A brand-new word”" for language in others
    ]


def test_translations_survive_an_update_and_idle_words_do_not(copies: Path) -> None:
    added = '\nmsgid "Nobody asks for this"\nmsgstr "x"\n'
    before = (copies / "km" / tool().DOMAIN).read_text("utf-8")
    (copies / "km" / tool().DOMAIN).write_text(before + added, "utf-8")
    tool().main([])
    after = (copies / "km" / tool().DOMAIN).read_text("utf-8")
    assert "Nobody asks" not in after
    translated = [line for line in before.splitlines() if line.startswith("msgstr")]
    assert [line for line in after.splitlines() if line.startswith("msgstr")] == translated


def test_plural_forms_are_those_of_cldr() -> None:
    for language in LANGUAGES:
        forms = 2 if language == "en" else 1
        assert f"nplurals={forms};" in tool().path_of(language).read_text("utf-8")


# ---------------------------------------------------------------- never silent English


@pytest.mark.parametrize("flaw", ["empty", "fuzzy", "gone"])
def test_a_word_that_a_catalog_lacks_is_found_by_check_and_build(
    flaw: str, copies: Path, tmp_path: Path
) -> None:
    whole = 'msgid "In this issue"\nmsgstr "ในฉบับนี้"'
    flaws = {
        "empty": 'msgid "In this issue"\nmsgstr ""',
        "fuzzy": "#, fuzzy\n" + whole,
        "gone": "",
    }
    untranslate(copies, "th", whole, flaws[flaw])
    workshop = publication(tmp_path / "river", "th")
    (issue,) = find_issues(workshop, ["th"])
    checked = ProofDesk(workshop).read(issue, lambda _: True).findings
    layout = load_layout(workshop, "briefing")
    prepared = prepare(workshop, edition_of(workshop, issue, "briefing"), layout)
    for findings in (checked, prepared.findings):
        (found,) = [one for one in findings if one.code == "M19"]
        assert found.level == "warning"
        assert found.at.file == "locale/th/LC_MESSAGES/mekong.po"
        assert "“In this issue”" in found.message
        lines = (copies / "th" / tool().DOMAIN).read_text("utf-8").splitlines()
        if flaw != "gone":
            assert lines[found.at.line - 1] == 'msgid "In this issue"'
    assert "In this issue" in prepared.job.html


def test_a_catalog_that_lacks_nothing_is_not_spoken_of(tmp_path: Path) -> None:
    workshop = publication(tmp_path, "th")
    (issue,) = find_issues(workshop, ["th"])
    found = ProofDesk(workshop).read(issue, lambda _: True).findings
    assert [one for one in found if one.code == "M19"] == []


def test_a_word_of_a_layout_of_ones_own_is_found_in_its_template(tmp_path: Path) -> None:
    workshop = publication(tmp_path, "km")
    shutil.copytree(ROOT / "layouts" / "briefing", tmp_path / "layouts" / "own")
    page = tmp_path / "layouts" / "own" / "issue.html"
    page.write_text(page.read_text("utf-8").replace("<main>", '<main>{{ t("Read on") }}'), "utf-8")
    found = catalogs.lacking("km", load_layout(workshop, "own"))
    assert [(one.at.file, one.code) for one in found] == [("layouts/own/issue.html", "M19")]
    line = page.read_text("utf-8").splitlines()[found[0].at.line - 1]
    assert "Read on" in line
    assert catalogs.lacking("en", load_layout(workshop, "own")) == ()
