"""Tables of settings, names and sidecars that mean harm: refused in words, at once."""

import pytest

from hostile.conftest import LONGEST, MOST_MEMORY
from press.conftest import CONFIG

TRICKS = {
    "a number of 100,000 digits": f"a = {'9' * 100_000}\n",
    "lists in lists": f"a = {'[' * 5_000}{']' * 5_000}\n",
    "a key of 3,000 parts": f"a{'.a' * 3_000} = 1\n",
    "a name that turns the line": '"\u202e\x1b[2J" = 1\n'.replace("\x1b", "\\u001b"),
    "bytes that are no text": b"\xff\xfe\0",
}
PLACES = {
    "mekong.toml": ("check",),
    "glossary.toml": ("check",),
    "issues/008/issue.toml": ("list",),
    "issues/007/issue.vi.toml": ("list", "--paragraphs"),
    "layouts/briefing/volume.toml": ("volume", "2026"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("trick", TRICKS)
def test_a_table_that_means_harm_is_refused_in_words(new_village, place, trick):
    publication = new_village.publication
    issue = publication.issue(7)
    if place.endswith(".vi.toml"):
        (issue.parent / "issue.vi.md").write_text(issue.read_text("utf-8"), "utf-8")
    path = publication.root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    content = TRICKS[trick]
    content = content if isinstance(content, bytes) else content.encode()
    path.write_bytes(content + CONFIG.encode() * (place == "mekong.toml"))
    run = new_village.mekong(*PLACES[place])
    assert run.code in (0, 1, 2, 3, 4), run.err
    assert "Traceback" not in run.err
    assert not set("\x1b\u202e") & set(run.out + run.err)
    assert run.seconds < LONGEST
    assert run.memory < MOST_MEMORY
