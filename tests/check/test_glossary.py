"""Names that the house has settled: the built-in ones, and a publication's own before them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mekong_print.errors import SourceError
from mekong_print.glossaries import BUILT_IN, GLOSSARY_NAME, read_glossaries, read_glossary
from mekong_print.style import COUNTRIES, Country, with_own

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
