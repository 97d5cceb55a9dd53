"""A volume is inspected without reading it, or its parts, over and over."""

from __future__ import annotations

from collections import Counter

import pytest

from mekong_print.pdf import opened, packed_objects
from mekong_print.pdf.inspect_volume import volume_faults
from mekong_print.pdf.packed_objects import Reader
from volume.bound import Volume, bound

Read = Counter[tuple[int, int]]  # length of the PDF and number of the object → how often


@pytest.fixture(scope="module")
def volume(press, tmp_path_factory) -> Volume:
    return bound(press, tmp_path_factory.mktemp("volume") / "small.pdf")


@pytest.fixture
def read(monkeypatch) -> Read:
    """How often each object of each PDF is read from here on."""
    counted: Read = Counter()

    class Counting(Reader):
        def __init__(self, content: bytes) -> None:
            self._size = len(content)
            super().__init__(content)

        def cache_indirect_object(self, generation, idnum, obj):
            counted[self._size, idnum] += 1
            return super().cache_indirect_object(generation, idnum, obj)

    monkeypatch.setattr(opened, "Reader", Counting)
    return counted


def packed(content: bytes) -> set[tuple[int, int]]:
    return {(len(content), number) for number in Reader(content).xref_objStm}


def test_each_packed_object_of_a_small_volume_is_read_once(volume, read) -> None:
    assert volume_faults(volume.content, volume.expected) == ()
    mine = packed(volume.content)
    assert {read[one] for one in mine} == {1}


def test_of_the_front_matter_only_links_and_what_they_need_are_read(volume, read) -> None:
    assert volume_faults(volume.content, volume.expected) == ()
    front = packed(volume.material.front)
    assert sum(read[one] for one in front) < 0.5 * len(front)


def test_an_object_that_was_forgotten_is_read_again_alone(volume, read, monkeypatch) -> None:
    """As in a volume of a thousand issues, where little can be held at a time."""
    monkeypatch.setattr(opened, "_MOST_HELD", 100)
    assert volume_faults(volume.content, volume.expected) == ()
    mine = packed(volume.content)
    assert len(mine) < sum(read[one] for one in mine) <= 2 * len(mine)


def test_of_the_unpacked_streams_few_are_kept(volume, monkeypatch) -> None:
    monkeypatch.setattr(packed_objects, "_MOST_UNPACKED", 0)
    reader = Reader(volume.content)
    assert len({holder for holder, _ in reader.xref_objStm.values()}) > 1
    reader.read_rest()
    assert len(reader._unpacked) == 1
