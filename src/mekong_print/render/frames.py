"""Values over a pipe: pickles behind their length, between processes that are both ours.

Nothing that comes from a source is ever unpickled; a job holds it as plain text.
"""

from __future__ import annotations

import pickle
import struct
from typing import BinaryIO

LENGTH = struct.Struct("!Q")


def read_frame(stream: BinaryIO) -> object:
    """The next value from a pipe. Raises EOFError when the other end is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    size = LENGTH.unpack(head)[0]
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return pickle.loads(body)  # noqa: S301 - written by our own process


def write_frame(stream: BinaryIO, value: object) -> None:
    """Send a value down a pipe."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()
