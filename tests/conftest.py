"""What all tests share: three real issues, printed once in every layout."""

from __future__ import annotations

import os
import shutil
import signal

import pytest

from proofing import IN_CI, ROOT, SAMPLES, Press, mekong

# What tests start finds its modules compiled, as where mekong-print is installed: some thousand
# processes would compile them again, a tenth of a second each.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# A shell starts what it runs in the background deaf to Ctrl-C, and that is inherited. What has a
# handler is not: programs that tests start hear it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """All three printed once for all tests."""
    root = tmp_path_factory.mktemp("publication")
    shutil.copy(ROOT / "mekong.toml", root)
    shutil.copytree(ROOT / "issues", root / "issues")
    for name in ("001-the-river-in-figures", "004-the-handbook"):
        target = root / "issues" / name
        shutil.copytree(SAMPLES / name, target)
        text = (target / "issue.md").read_text("utf-8")
        (target / "issue.md").write_text(text.replace("desk: DESK", "desk: Mekong Belt"), "utf-8")
    done = mekong("build", "--all", cwd=root)
    assert done.code == 0, done.err
    return Press(root)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of what lies beside the checkout say so where it is not there; CI has it."""
    if IN_CI or (ROOT.parent / "shared").is_dir():
        return
    beside = pytest.mark.skip(reason="../shared is not beside this checkout (CI has it)")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(beside)
