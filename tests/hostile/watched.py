"""Whatever this Python opens, and every socket it makes, goes to the log beside this file.

Copied into a folder as `sitecustomize.py`, which each Python with that folder on its path
loads before all else: `mekong`, its presses and its readers alike.
"""

import os
import sys

_LOG = os.open(
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "log"),
    os.O_WRONLY | os.O_APPEND | os.O_CREAT,
)


def _note(event, parts):
    if event == "open" and isinstance(parts[0], (str, bytes)):
        path = os.fsdecode(parts[0])
        writes = bool((parts[2] or 0) & (os.O_WRONLY | os.O_RDWR))
        os.write(_LOG, f"{'write' if writes else 'read'} {os.path.abspath(path)!r}\n".encode())
    elif event.startswith("socket."):
        os.write(_LOG, f"{event} {parts[1:]!r}\n".encode())


sys.addaudithook(_note)
