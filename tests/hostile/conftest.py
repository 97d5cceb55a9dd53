"""A publication beside a folder that nothing may look into, watched while `mekong` works there."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from hostile.threats import CANARY, noise, saved
from press.conftest import CONFIG, Publication

HERE = Path(__file__).parent
LONGEST = 10.0  # seconds of the processor, from source to answer
MOST_MEMORY = 1_000_000_000  # bytes


@dataclass(frozen=True)
class Watched:
    """A run of `mekong`: what it said, what it took, and what it opened."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int
    opened: tuple[tuple[str, str], ...]  # ("read" or "write", path)
    sockets: tuple[str, ...]

    def said_of(self, number):
        """The lines about one issue, and those indented below them."""
        shape = rf"^(?:Error: )?(?:issues/)?{number:03d}\b.*(?:\n(?: {{4}}|  - ).*)*"
        return "\n".join(re.findall(shape, self.err, re.MULTILINE))


class Village:
    """A publication, the outside with its canary, and a server that counts who calls."""

    def __init__(self, root):
        self.publication = Publication(root / "river")
        self.publication.config(CONFIG)
        self.outside = root / "outside"
        self.outside.mkdir()
        (self.outside / "canary.txt").write_text(CANARY, "utf-8")
        (self.outside / "canary.png").write_bytes(saved(noise()))
        self.calls = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.loopback = f"127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()
        self._watch = root / "watch"
        self._watch.mkdir()
        shutil.copy(HERE / "watched.py", self._watch / "sitecustomize.py")

    def _listen(self):
        while True:
            try:
                caller, _ = self._server.accept()
            except OSError:
                return
            self.calls.append(caller)
            caller.close()

    def close(self):
        self._server.close()

    def named(self, text):
        """A text with the places that it is about."""
        places = {"OUTSIDE": str(self.outside), "LOOPBACK": self.loopback}
        for name, place in places.items():
            old, new = (name, place) if isinstance(text, str) else (name.encode(), place.encode())
            text = text.replace(old, new)
        return text

    def send_in(self, number, threat):
        """Put a threat into the publication as the issue of a number."""
        issue = self.publication.issue(number, self.named(threat.written(number)))
        for name, content in threat.files.items():
            (issue.parent / name).write_bytes(self.named(content))
        for name, goal in threat.links.items():
            (issue.parent / name).symlink_to(self.outside / goal)
        return issue

    def mekong(self, *words):
        """Run `mekong` there, watched and measured."""
        log = self._watch / "log"
        log.unlink(missing_ok=True)
        command = [sys.executable, str(HERE / "measured.py"), *self.publication.command(*words)]
        path = os.pathsep.join(filter(None, (str(self._watch), os.environ.get("PYTHONPATH"))))
        done = subprocess.run(
            command,
            cwd=self.publication.root,
            # A first run compiles its modules into the checkout: no concern of the watch.
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=60,
            check=False,
        )
        err, _, last = done.stderr.decode().rstrip().rpartition("\n")
        told = json.loads(last)
        noted = [line.split(" ", 1) for line in log.read_text("utf-8").splitlines()]
        opened = tuple((kind, path[1:-1]) for kind, path in noted if kind in ("read", "write"))
        sockets = tuple(kind for kind, _ in noted if kind.startswith("socket."))
        figures = (told["seconds"], told["memory"])
        return Watched(told["code"], done.stdout.decode(), err, *figures, opened, sockets)

    def strays(self, run):
        """What a run opened that it has no business with."""
        own = (str(self.publication.root), str(self._watch), f"{tempfile.gettempdir()}/mekong-")
        for kind, named in run.opened:
            path = os.path.realpath(named)  # a link in the publication may lead out of it
            if path.startswith(str(self.outside)) or (
                kind == "write" and not path.startswith((*own, "/dev/null", tempfile.gettempdir()))
            ):
                yield f"{kind} {path}"


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    """One for all rows of a table."""
    made = Village(tmp_path_factory.mktemp("village"))
    yield made
    made.close()


@pytest.fixture
def new_village(tmp_path):
    """One for a test alone."""
    made = Village(tmp_path)
    yield made
    made.close()
