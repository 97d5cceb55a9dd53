"""Packed objects are what pypdf says that they are, each read alone and only when asked for."""

from __future__ import annotations

import gc
import weakref
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, TextStringObject

from mekong_print.pdf import packed_objects
from mekong_print.pdf.opened import ask
from mekong_print.pdf.packed_objects import Reader

FIRST = 5  # the number of the first packed object of `holding`


def holding(*objects: bytes, after: bytes = b"") -> bytes:
    """A PDF of one page whose object stream holds these, from number FIRST on."""
    starts, packed = [], b""
    for one in objects:
        starts.append(len(packed))
        packed += one + b"\n"
    index = b" ".join(b"%d %d" % (FIRST + at, start) for at, start in enumerate(starts)) + b" "
    packed = index + packed + after
    head = b"<< /Type /ObjStm /N %d /First %d /Length %d >>"
    plain = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        4: head % (len(objects), len(index), len(packed)) + b"stream\n" + packed + b"\nendstream",
    }
    pdf, rows = b"%PDF-1.5\n", [bytes(5)]
    for number, told in plain.items():
        rows.append(b"\1" + len(pdf).to_bytes(3, "big") + b"\0")
        pdf += b"%d 0 obj\n" % number + told + b"\nendobj\n"
    rows += [b"\2" + (4).to_bytes(3, "big") + bytes([at]) for at in range(len(objects))]
    last = FIRST + len(objects)
    rows.append(b"\1" + len(pdf).to_bytes(3, "big") + b"\0")
    table = b"".join(rows)
    xref = b"<< /Type /XRef /Size %d /W [1 3 1] /Root 1 0 R /Length %d >>stream\n"
    whole = b"%d 0 obj\n" % last + xref % (last + 1, len(table)) + table
    return pdf + whole + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(pdf)


def told(thing: Any) -> Any:
    """An object as plain values, with the class of each; what it refers to is not followed."""
    match thing:
        case IndirectObject():
            return ("R", thing.idnum, thing.generation)
        case DictionaryObject():
            pairs = ((told(key), told(thing.raw_get(key))) for key in thing)
            return (type(thing).__name__, tuple(pairs))
        case ArrayObject():
            return ("[]", tuple(told(one) for one in list.__iter__(thing)))
        case TextStringObject():
            return ("text", str(thing), thing.original_bytes, thing.autodetect_utf16)
        case _:
            return (type(thing).__name__, repr(thing))


def answer(reader: PdfReader, number: int) -> Any:
    """What a reader says of an object, or the kind of fault that it finds there."""
    try:
        found = reader.get_object(number)
    except Exception as fault:  # whatever pypdf raises
        return type(fault).__name__
    where = getattr(found, "indirect_reference", None)
    return told(found), where and where.idnum


def both(pdf: bytes, number: int = FIRST) -> tuple[Any, Any]:
    return answer(Reader(pdf), number), answer(PdfReader(BytesIO(pdf)), number)


def test_all_objects_of_a_finished_pdf_are_as_pypdf_reads_them(finished, document) -> None:
    ours, theirs = Reader(finished[document]), PdfReader(BytesIO(finished[document]))
    assert ours.xref_objStm
    for number in ours.xref_objStm:
        assert answer(ours, number) == answer(theirs, number)


PLAIN = (
    b"<< /S /P /P 31 0 R /K [ 39 40 << /MCID 1 /Pg 7 0 R /Type /MCR >> ] /Type /StructElem >>",
    b"<</A/B/C 3 0 R/D[1 0 R 2 0 R null true]/E(words)/F<feff0061>/G -.5/H +1./I 12.50>>",
    b"[ /A#20B /A 1 0 R /\xc3\xa9 (a\\(b\\051) () <> false ]",
    b"<< >>",
    b"[]",
)
ODD = (
    b"<< /A 1 /A 2 >>", b"<< [ ] /B 1 >>", b"<< /A >>", b"<< 1 2 >>", b"<< /A null /A 1 >>",
    b"<< /A [ 1 >> ]",
    b"[ 1 2", b"[ << /A 1 ] >>", b"[ (a (b) c) (", b"[ <FE FF> <abc> <ag> ]", b"[ 1 2 3 R ]",
    b"[ 1  0 R 4 0 Rx 4 0\nR ]", b"[ 12345678901234567890123 --5 1,5 1.2.3 . + ]", b"12", b"(text)",
    b"[ 1.2.3 ]", b"[ 1-2 ]", b"[ 1+ ]", b"[ 4 0 Rtrue ]",
    b"null", b"/Name", b"9 0 R", b"[ trueish nullish ] ", b"[ 1 % told\n 2 ]", b"<< /A 1 % x\n >>",
    b"<< /Length 3 >> stream\nabc\nendstream", b"{ 1 }", b"endobj", b"", b"[ 1 0 R/A]", b"]", b">>",
    b"[" * 70 + b"]" * 70, b"[ /" + b"n" * 5000 + b" ]", b"[ 0 0 R 123456789 0 R 1 99999 R ]",
)  # fmt: skip


@pytest.mark.parametrize("one", PLAIN)
def test_plain_syntax_is_read_without_pypdf(one, monkeypatch) -> None:
    pdf = holding(one, b"<< /Next 1 >>")
    ours, theirs = both(pdf)
    assert ours == theirs
    monkeypatch.delattr(PdfReader, "_get_object_from_stream")
    assert answer(Reader(pdf), FIRST) == theirs


@pytest.mark.parametrize("one", ODD)
def test_what_is_not_plain_is_what_pypdf_makes_of_it(one) -> None:
    ours, theirs = both(holding(one, b"<< /Next 1 >>"))
    assert ours == theirs


TOKENS = (
    b"<<", b">>", b"[", b"]", b"/A", b"/B", b"/A#42", b"1", b"-1.5", b".5", b"7 0 R", b"7", b"0",
    b"R", b"(a)", b"(", b")", b"(\\(", b"<61>", b"<6>", b"<", b">", b"true", b"null", b"%", b"\n",
    b"stream", b"endobj", b"\\", b"\0", b"\xff", b",", b"+", b"x",
)  # fmt: skip
SYNTAX = st.lists(st.sampled_from(TOKENS), max_size=14).flatmap(
    lambda tokens: st.sampled_from((b"", b" ")).map(lambda gap: gap.join(tokens))
)


BEFORE = st.sampled_from((b"<< /K [ ", b"<< ", b"[ ", b""))
BEHIND = st.sampled_from((b" ] >>", b" >>", b" ]", b""))


@given(BEFORE, SYNTAX, BEHIND)
def test_no_syntax_means_another_thing_than_to_pypdf(before, inside, behind) -> None:
    ours, theirs = both(holding(before + inside + behind, b"<< /Next 1 >>"))
    assert ours == theirs


BROKEN = {
    "the index is short": lambda pdf: pdf.replace(b"/N 2", b"/N 9"),
    "the index is no number": lambda pdf: pdf.replace(b"5 0 6", b"5 x 6"),
    "an object is twice in it": lambda pdf: pdf.replace(b"5 0 6", b"5 0 5"),
    "it is no object stream": lambda pdf: pdf.replace(b"/ObjStm", b"/ObjStn"),
    "it ends before its index": lambda pdf: pdf.replace(b"/First ", b"/First 9"),
    "it holds itself": lambda pdf: pdf.replace(
        b"\1" + pdf.find(b"4 0 obj").to_bytes(3, "big"), b"\2\0\0\4"
    ),
}


@pytest.mark.parametrize("harm", BROKEN.values(), ids=BROKEN)
def test_a_broken_object_stream_is_what_pypdf_makes_of_it(harm) -> None:
    whole = holding(b"<< /A 1 >>", b"<< /B 2 >>")
    assert harm(whole) != whole
    for number in (FIRST, FIRST + 1):
        ours, theirs = both(harm(whole), number)
        assert ours == theirs


def test_an_object_is_read_alone(monkeypatch) -> None:
    read: list[int] = []
    plain = packed_objects._read
    monkeypatch.setattr(packed_objects, "_read", lambda *of: read.append(of[1]) or plain(*of))
    reader = Reader(holding(*(b"<< /A %d >>" % at for at in range(100))))
    assert reader.get_object(FIRST + 50) == {"/A": 50}
    assert reader.get_object(FIRST + 50) == {"/A": 50}
    assert len(read) == 1


def test_a_damaged_object_is_found_though_nobody_asks_for_it() -> None:
    pdf = holding(b"<< /A 1 >>", b"}{")
    assert answer(Reader(pdf), FIRST) != "PdfReadError"
    assert answer(PdfReader(BytesIO(pdf)), FIRST) == "PdfReadError"  # as it reads both at once
    with pytest.raises(PdfReadError):
        Reader(pdf).read_rest()


def test_the_atoms_that_are_kept_have_a_bound(monkeypatch) -> None:
    monkeypatch.setattr(packed_objects, "_MOST_ATOMS", 2)
    reader = Reader(holding(*PLAIN))
    for at in range(len(PLAIN)):
        reader.get_object(FIRST + at)
    assert len(reader._atoms) <= 2


def test_a_pdf_is_let_go_at_once_without_a_sweep_for_circles(finished) -> None:
    """The collector rests while a PDF is asked: 52 parts would stay in memory together."""
    content, readers, sweeps = finished["heads"], [], gc.get_threshold()
    gc.disable()
    try:
        ask(content, lambda pdf: readers.append(weakref.ref(pdf.reader)))
        assert readers[0]() is None
    finally:
        gc.enable()
    assert gc.get_threshold() == sweeps


def test_the_collector_is_left_as_it_was_when_a_pdf_is_damaged(tmp_path: Path) -> None:
    before = gc.get_threshold()
    with pytest.raises(Exception, match="damaged"):
        ask(b"%PDF-1.5\nnothing", lambda pdf: pdf)
    assert gc.get_threshold() == before
