"""Links on the disk lead nowhere: what lies outside the publication is neither read nor written."""

import pytest

from hostile.threats import BODY, CANARY, HEAD
from mekong_print.places import built_in

TEMPLATE = (built_in("layouts") / "briefing" / "issue.html").read_text("utf-8")
SECRET = f'{CANARY} = "{CANARY}"\n'


@pytest.fixture
def village(new_village):
    """A publication with an issue, and an outside that is as it was afterwards."""
    new_village.publication.issue(7)
    before = {path: path.read_bytes() for path in new_village.outside.rglob("*") if path.is_file()}
    yield new_village
    for path, content in before.items():
        assert path.read_bytes() == content


def link(village, name, goal, content=None):
    """A link at a place in the publication to a place outside, where there is something."""
    path, beyond = village.publication.root / name, village.outside / goal
    if content is not None:
        beyond.parent.mkdir(parents=True, exist_ok=True)
        beyond.write_text(content, "utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(beyond)
    return path


def opened_outside(village, run):
    return list(village.strays(run))


PARTS = {
    "a style sheet": ("layouts/briefing/style.css", "style.css", f"/* {CANARY} */"),
    "a template": ("layouts/briefing/issue.html", "issue.html", TEMPLATE + CANARY),
    "a picture of a layout": ("layouts/briefing/x.txt", "canary.txt", None),
    "a layout": ("layouts/briefing", "briefing", None),
    "all layouts": ("layouts", "layouts", None),
    "a font": ("fonts/Mine-Regular.ttf", "canary.txt", None),
    "all fonts": ("fonts", "fonts", None),
    "a flag": ("flags/kh.svg", "kh.svg", f"<svg xmlns='http://www.w3.org/2000/svg'>{CANARY}</svg>"),
    "all flags": ("flags", "flags", None),
}


@pytest.mark.parametrize("what", PARTS)
@pytest.mark.parametrize("command", [("build", "--jobs", "1"), ("fonts",)])
def test_a_part_of_the_layout_that_leads_out_is_named_and_not_read(village, what, command):
    name, goal, content = PARTS[what]
    if what.startswith("a") and goal in ("briefing", "layouts", "fonts", "flags"):
        (village.outside / goal).mkdir()
        (village.outside / goal / "canary.txt").write_text(CANARY, "utf-8")
    link(village, name, goal, content)
    run = village.mekong(*command)
    if command[0] == "build" or name.startswith("fonts"):
        assert run.code == 4, run.err
        assert f"{name} leads out of the publication" in run.err
    assert opened_outside(village, run) == []
    assert CANARY not in run.out + run.err


BESIDE = {
    "a source": ("issues/007/issue.md", f"{HEAD}{BODY}{CANARY}", "outside the publication"),
    "a translation": ("issues/007/issue.vi.md", f"{HEAD}{BODY}{CANARY}", "outside the publication"),
    "a lineage": ("issues/007/issue.vi.toml", SECRET, "leads out of the publication"),
    "a sidecar": ("issues/008/issue.toml", SECRET, "leads out of the publication"),
    "a glossary": ("glossary.toml", SECRET, "leads out of the publication"),
}


@pytest.mark.parametrize("what", BESIDE)
def test_a_file_beside_the_issue_that_leads_out_is_not_read(village, what):
    name, content, says = BESIDE[what]
    issue = village.publication.root / "issues" / "007"
    if what == "a source":
        (issue / "issue.md").unlink()
    if what == "a lineage":
        (issue / "issue.vi.md").write_text(HEAD + BODY, "utf-8")
    link(village, name, "secret.txt", content)
    said = ""
    for command in (("list", "--paragraphs"), ("check",), ("build", "--jobs", "1")):
        run = village.mekong(*command)
        assert opened_outside(village, run) == []
        said += run.out + run.err
    assert says in said
    assert CANARY not in said
    assert "Traceback" not in said


def test_a_link_in_the_output_is_replaced_and_its_goal_untouched(village):
    link(village, "output/river-007-briefing.pdf", "old.pdf", "a letter that is not ours")
    link(village, "output/river-007-briefing.json", "old.json", "{}")
    run = village.mekong("build", "--jobs", "1")
    assert run.code == 0, run.err
    made = village.publication.pdf()
    assert not made.is_symlink()
    assert made.read_bytes().startswith(b"%PDF")
    assert (village.outside / "old.pdf").read_text() == "a letter that is not ours"
    assert (village.outside / "old.json").read_text() == "{}"


def test_a_link_that_stays_in_the_publication_is_followed(village):
    root = village.publication.root
    (root / "styles").mkdir()
    (root / "styles" / "mine.css").write_text("p { color: black }", "utf-8")
    (root / "layouts" / "briefing").mkdir(parents=True)
    (root / "layouts" / "briefing" / "style.css").symlink_to(root / "styles" / "mine.css")
    run = village.mekong("build", "--jobs", "1")
    assert run.code == 0, run.err


def test_a_link_to_itself_is_refused_and_not_followed_for_ever(village):
    path = village.publication.root / "layouts" / "briefing" / "style.css"
    path.parent.mkdir(parents=True)
    path.symlink_to(path)
    run = village.mekong("build", "--jobs", "1")
    assert run.code == 4
    assert "leads out of the publication" in run.err
