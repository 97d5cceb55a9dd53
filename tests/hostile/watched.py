"""Whatever this Python opens, and every socket it makes, goes to the log beside this file.

Copied into a folder as `sitecustomize.py`, which each Python with that folder on its path
loads before all else: `mekong`, its presses and its readers alike.
"""

import os
import sys

_LOG = os.open(
    __file__.rpartition(os.sep)[0] + os.sep + "log",
    os.O_WRONLY | os.O_APPEND | os.O_CREAT,
)
_HERE = os.getcwd()  # noqa: PTH109 - pathlib would be watched while it loads


def _note(event, parts):
    if event == "open" and isinstance(parts[0], (str, bytes)):
        path = os.fsdecode(parts[0])
        writes = bool((parts[2] or 0) & (os.O_WRONLY | os.O_RDWR))
        whole = os.path.normpath(f"{_HERE}{os.sep}{path}" if path[:1] != os.sep else path)
        os.write(_LOG, f"{'write' if writes else 'read'} {whole!r}\n".encode())
    elif event.startswith("socket."):
        os.write(_LOG, f"{event} {parts[1:]!r}\n".encode())


sys.addaudithook(_note)
