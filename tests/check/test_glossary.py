"""Names that the house has settled: the built-in ones, and a publication's own before them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mekong_print.editions import Fingerprints, edition_of
from mekong_print.errors import SourceError
from mekong_print.glossaries import (
    BUILT_IN,
    GLOSSARY_NAME,
    names_for,
    read_glossaries,
    read_glossary,
)
from mekong_print.issue_files import all_issues
from mekong_print.style import COUNTRIES, Country, with_own
from mekong_print.workshop import open_workshop

FILES = sorted(BUILT_IN.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_built_in_name_has_a_source_and_refuses_other_names_only(path: Path) -> None:
    entries = list(read_glossary(path, path.name).entries())
    assert entries
    for _, entry in entries:
        assert entry.source.startswith("https://"), entry.name
        assert entry.kind, entry.name
        assert entry.name not in entry.refuse
        assert entry.short not in entry.refuse
        assert len(set(entry.refuse)) == len(entry.refuse)


def test_no_name_is_both_preferred_and_refused() -> None:
    entries = [entry for _, entry in read_glossaries(BUILT_IN).entries()]
    names = {entry.name for entry in entries}
    assert [entry.name for entry in entries if names & set(entry.refuse)] == []


def test_a_publications_own_entry_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    own = '[[places]]\nname = "Phnom Penh"\nrefuse = ["PP"]\n[[people]]\nname = "A. Lee"\n'
    (tmp_path / GLOSSARY_NAME).write_text(own, "utf-8")
    glossary = read_glossaries(tmp_path)
    assert [one.refuse for one in glossary.places if one.name == "Phnom Penh"] == [("PP",)]
    assert glossary.people[0].name == "A. Lee"
    assert len(glossary.places) == len(read_glossaries(BUILT_IN).places)


def test_a_year_alone_stands_for_all_of_it(tmp_path: Path) -> None:
    own = '[[organisations]]\nname = "A"\nsince = 1945\nuntil = 1975\n'
    (tmp_path / GLOSSARY_NAME).write_text(own, "utf-8")
    (entry,) = read_glossary(tmp_path / GLOSSARY_NAME, GLOSSARY_NAME).organisations
    assert (entry.since, entry.until) == (dt.date(1945, 1, 1), dt.date(1975, 12, 31))
    assert [entry.holds(dt.date(year, 6, 1)) for year in (1944, 1945, 1975, 1976)] == [
        False,
        True,
        True,
        False,
    ]
    assert entry.holds(None)


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("[[people]]\nname = 3\n", "M04:1", "must be text"),
        ('[[people]]\nname = "A"\n\n[[people]]\nname = "B"\nnmae = "C"\n', "M03:4", "“nmae”"),
        ('[[people]]\nname = "A"\ncountry = "xx"\n', "M04:1", "“xx”"),
        ('[[peple]]\nname = "A"\n', "M03:1", "“peple”"),
        ("[[people]\n", "M02:1", "Expected"),
        ("x = " + "[" * 5000, "M02:1", "."),
    ],
)
def test_a_broken_glossary_is_refused_at_its_place(
    tmp_path: Path, text: str, at: str, words: str
) -> None:
    (tmp_path / GLOSSARY_NAME).write_text(text, "utf-8")
    with pytest.raises(SourceError) as refused:
        read_glossaries(tmp_path)
    finding = refused.value.findings[0]
    assert (f"{finding.code}:{finding.at.line}", finding.at.file) == (at, GLOSSARY_NAME)
    assert words in finding.message


def test_a_publications_own_countries_come_first() -> None:
    own = Country(flag="la", heading="Lao PDR", short="Laos", adjective="Lao")
    countries = with_own((own,))
    assert countries[0] == own
    assert [one.flag for one in countries].count("la") == 1
    assert len(countries) == len(COUNTRIES)


def test_names_in_other_scripts_shape_only_pages_that_have_such_letters(tmp_path: Path) -> None:
    entry = '[[people]]\nname = "A B"\nlocal = ["ກຂຄ ງຈ"]\n\n[[places]]\nname = "ໂພນນະລີ"\n'
    (tmp_path / "glossary.toml").write_text(entry, "utf-8")
    assert names_for("English, 50 ฿", tmp_path) == ()
    names = names_for("ລາວ", tmp_path)
    assert {"ກຂຄ ງຈ", "ໂພນນະລີ", "ភ្នំពេញ"} <= set(names)
    assert "A B" not in names


def test_a_change_of_names_makes_out_of_date_what_has_such_letters(tmp_path: Path) -> None:
    (tmp_path / "mekong.toml").write_text(
        '[publication]\nname = "P"\n\n[[desks]]\nname = "D"\n', "utf-8"
    )
    head = "---\ndesk: D\nnumber: {}\ntitle: T\n---\n\n# S\n\n## H\nby A B\n\n{}\n"
    for number, words in ((1, "English"), (2, "ລາວ")):
        folder = tmp_path / "issues" / f"00{number}"
        folder.mkdir(parents=True)
        (folder / "issue.md").write_text(head.format(number, words), "utf-8")
    workshop = open_workshop(tmp_path)

    def prints() -> list[str]:
        made = Fingerprints(workshop)
        return [made.of(edition_of(workshop, one, "phone")) for one in all_issues(workshop)]

    before = prints()
    (tmp_path / "glossary.toml").write_text('[[places]]\nname = "ໂພນນະລີ"\n', "utf-8")
    after = prints()
    assert before[0] == after[0]
    assert before[1] != after[1]
