"""Claims through the front door: earned, asked for by name, or left out and told."""

from __future__ import annotations

import json
import shutil

import pytest

from proofing import ROOT

FADED = "\n.body p, p { opacity: 0.5 }\n"
RULE = "CONTENT-TAGGING-001"


def claims(publication, pdf=None) -> str:
    told = publication.mekong("inspect", pdf or publication.pdf(), "--json")
    return "+".join(json.loads(told.out)["claims"]) or "none"


@pytest.fixture
def faded(publication):
    """A publication whose briefing draws words where no tag reaches them."""
    own = publication.root / "layouts" / "briefing"
    own.mkdir(parents=True)
    sheet = (ROOT / "layouts" / "briefing" / "style.css").read_text("utf-8")
    (own / "style.css").write_text(sheet + FADED, "utf-8")
    return publication


def test_every_edition_claims_both_standards(printed) -> None:
    assert printed.first.code == 0, printed.first.err
    assert {claims(printed, printed.pdf(number)) for number in (1, 2, 3, 4)} == {"ua-1+a-3a"}


def test_what_is_not_kept_is_not_claimed_and_told_with_its_place(faded) -> None:
    done = faded.mekong("build", "7")
    assert done.code == 0, done.err
    assert claims(faded) == "a-3a"
    assert "warning P09: The PDF does not claim PDF/UA-1" in done.err
    assert "issues/007/issue.md:" in done.err
    assert RULE in done.err
    again = faded.mekong("inspect", "--against", "ua-1", faded.pdf())
    assert (again.code, RULE in again.out) == (1, True)


NOTE = """\
---
desk: River
number: 9
title: Crossheads
date: 2026-01-05
---

# Editor’s Note
by A. Writer

Words.

### A crosshead in a note

Words.

# Cambodia 🇰🇭

## A Headline
by A. Writer, in Phnom Penh

Words.

### A crosshead in an article

Words.
"""


def test_no_level_of_headings_is_left_out_below_a_note_or_an_article(publication) -> None:
    publication.issue(9, NOTE)
    done = publication.mekong("build", "9", "--standard", "ua-1")
    assert done.code == 0, done.err
    told = json.loads(publication.mekong("inspect", "--json", publication.pdf(9)).out)["tags"]
    assert {kind: told[kind] for kind in ("H1", "H2", "H3", "H4")} == {
        "H1": 1, "H2": 2, "H3": 2, "H4": 1,
    }  # fmt: skip


def test_what_is_asked_for_by_name_and_not_kept_is_not_made(faded) -> None:
    done = faded.mekong("build", "7", "--standard", "a-3a+ua-1")
    assert done.code == 5, done.err
    assert "does not keep what was asked for" in done.err
    assert RULE in done.err
    assert faded.old_stands()
    assert faded.mekong("build", "7", "--standard", "a-3a").code == 0


def test_the_configuration_can_ask_by_name(faded) -> None:
    config = (faded.root / "mekong.toml").read_text("utf-8")
    faded.config(config + '\n[build]\nstandard = "ua-1"\n')
    assert faded.mekong("build", "7").code == 5
    assert faded.old_stands()


@pytest.mark.parametrize("standard", ["ua-1", "ua-1+a-3u", "none"])
def test_less_can_be_asked_for(publication, standard: str) -> None:
    assert publication.mekong("build", "7", "--standard", standard).code == 0
    assert claims(publication) == standard


def test_what_was_asked_for_is_a_reason_to_print_anew_and_can_be_made_again(publication) -> None:
    publication.mekong("build", "7")
    assert "up to date" not in publication.mekong("build", "7", "--standard", "a-3b").out
    assert "changed" in publication.mekong("list").out
    rebuilt = publication.mekong("verify", "7", "--rebuild")
    assert rebuilt.code == 0, rebuilt.out + rebuilt.err
    assert claims(publication) == "a-3b"


@pytest.mark.parametrize(
    ("standard", "words"),
    [
        ("a-2b", "allow no attached record"),
        ("a-3", "cannot be asked for"),
        ("ua-1+ua-1", "at most one"),
    ],
)
def test_what_no_pdf_of_ours_can_keep_is_refused(publication, standard: str, words: str) -> None:
    for command in (("build", "7"), ("volume", "2026")):
        done = publication.mekong(*command, "--standard", standard)
        assert done.code == 2
        assert words in done.err.lower() or words in done.err
    assert publication.old_stands()


def test_a_standard_that_cannot_be_asked_for_is_found_in_the_configuration(publication) -> None:
    config = (publication.root / "mekong.toml").read_text("utf-8")
    publication.config(config + '\n[build]\nstandard = "a-2b"\n')
    done = publication.mekong("list")
    assert done.code == 3
    assert "mekong.toml:" in done.err
    assert "allow no attached record" in done.err


# ---------------------------------------------------------------- volumes


def test_a_volume_claims_what_its_issues_claim(printed) -> None:
    done = printed.mekong("volume", "2026")
    assert done.code == 0, done.err
    assert claims(printed, next((printed.root / "output" / "volumes").glob("*.pdf"))) == "ua-1+a-3a"


def test_a_volume_of_an_issue_that_claims_less_says_why_it_claims_less(publication) -> None:
    elsewhere = publication.root / "elsewhere.pdf"
    publication.issue(8)
    publication.mekong("build", "8", "--standard", "a-3b")
    shutil.move(publication.pdf(8), elsewhere)
    shutil.rmtree(publication.root / "issues" / "008")
    assert publication.mekong("adopt", elsewhere, "--number", "8").code == 0
    done = publication.mekong("volume", "2026")
    assert done.code == 0, done.err
    made = next((publication.root / "output" / "volumes").glob("*.pdf"))
    assert claims(publication, made) == "none"
    for standard in ("PDF/UA-1", "PDF/A-3a"):
        assert f"2026: claims no {standard}: “Short Issue 8” does not claim it" in done.err
    old = made.read_bytes()
    firm = publication.mekong("volume", "2026", "--standard", "ua-1")
    assert firm.code == 5
    assert "does not keep what was asked for" in firm.err
    assert made.read_bytes() == old
    assert publication.mekong("volume", "2026", "--standard", "a-3b").code == 0
    assert claims(publication, made) == "a-3b"


# ---------------------------------------------------------------- mekong inspect --standard


def test_inspect_tells_what_is_kept_and_ends_with_0(printed) -> None:
    done = printed.mekong("inspect", "--standard", printed.pdf(1))
    assert done.code == 0
    assert done.out.splitlines()[1:] == ["  PDF/UA-1  kept", "  PDF/A-3a  kept"]


def test_inspect_tells_machines_the_same(faded) -> None:
    faded.mekong("build", "7")
    done = faded.mekong("inspect", "--against", "ua-1+a-2b", "--json", faded.pdf())
    told = json.loads(done.out)["standards"]
    assert [(one["standard"], one["kept"]) for one in told] == [("ua-1", False), ("a-2b", False)]
    failing = next(one for one in told[0]["failings"] if one["rule"] == RULE)
    assert failing["checkpoint"] == "01-005"
    assert failing["at"]["file"] == "issues/007/issue.md"


def test_inspect_goes_on_behind_a_file_that_it_cannot_read(printed, tmp_path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    done = printed.mekong("inspect", "--standard", broken, tmp_path / "gone.pdf", printed.pdf(1))
    assert done.code == 3
    assert "PDF/UA-1  kept" in done.out
    assert "broken.pdf" in done.err
    assert "gone.pdf is not there" in done.err


def test_inspect_knows_what_it_can_hold_a_pdf_against(printed) -> None:
    done = printed.mekong("inspect", "--against", "a-4", printed.pdf(1))
    assert done.code == 2
    assert "Known are ua-1" in done.err
