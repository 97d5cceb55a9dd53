"""Fonts united: the subsets that parts carry of one font become one program, stored once.

WeasyPrint's subsets keep the numbers of their glyphs, and text is written in these
numbers, or in codes that a table leads to them: so subsets are joined without touching a
page. Never by name, which is the same for other subsets: two that disagree about one glyph
stay apart; two that disagree about a code share all but their tables of codes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from operator import eq
from typing import TypeVar

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.pdf.bind.sfnt import Glyph
from mekong_print.pdf.bind.sfnt_writing import write_program
from mekong_print.pdf.bind.subsets import (
    Leads,
    Subset,
    Texts,
    can_be_joined,
    digest_of,
    read_subset,
)

_BLOCK = 100  # most pairs in a block of a CMap (Adobe Technical Note 5014)

Told = TypeVar("Told", bytes, int, Glyph)


@dataclass(frozen=True, slots=True)
class Voice:
    """What codes say and which glyphs they show, and the font object of which that is true."""

    texts: Texts
    leads: Leads
    font: Object


class Family:
    """One font of the volume: what has been joined so far, and the objects that stand for it."""

    def __init__(self, pdf: Pdf, subset: Subset) -> None:
        self.name, self.traits, self.box = subset.name, subset.traits, subset.box
        self.tables = subset.program.tables
        self.glyphs: dict[int, Glyph] = {}
        self.widths: dict[int, bytes] = {}
        self.voices: list[Voice] = []
        self._pdf = pdf
        self._cid = pdf.make_indirect(Dictionary())

    def join(self, subset: Subset) -> bool:
        """Take a subset in, unless it draws or spaces a glyph in another way."""
        if not (_agree(self.glyphs, subset.glyphs) and _agree(self.widths, subset.widths)):
            return False
        if len(self.tables[b"maxp"]) != len(subset.program.tables[b"maxp"]):
            return False
        self.glyphs |= subset.glyphs
        self.widths |= subset.widths
        self.box = (
            *map(min, self.box[:2], subset.box[:2]),
            *map(max, self.box[2:], subset.box[2:]),
        )
        maxp = _larger(self.tables[b"maxp"], subset.program.tables[b"maxp"])
        self.tables = self.tables | {b"maxp": maxp}
        return True

    def voice(self, texts: Texts, leads: Leads) -> Object:
        """The font object whose codes say these texts and show these glyphs."""
        for known in self.voices:
            if _agree(known.texts, texts) and _agree(known.leads, leads):
                known.texts.update(texts)
                known.leads.update(leads)
                return known.font
        font = self._pdf.make_indirect(Dictionary(Type=Name.Font))
        self.voices.append(Voice(dict(texts), dict(leads), font))
        return font

    def write(self) -> None:
        """Fill the objects, once all subsets are in."""
        program = write_program(self.tables, self.glyphs)
        name = Name(f"/{_tag(program + self.name.encode())}+{self.name}")
        file = self._pdf.make_stream(
            zlib.compress(program, 9), Filter=Name.FlateDecode, Length1=len(program)
        )
        descriptor = self._pdf.make_indirect(Object.parse(self.traits))
        descriptor.FontName, descriptor.FontFile2 = name, file
        descriptor.FontBBox = Array([_plain(side) for side in self.box])
        _fill(self._cid, _descendant(name, descriptor, self.widths))
        for voice in self.voices:
            whole = Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([self._led(voice, name, descriptor)]),
                ToUnicode=self._pdf.make_stream(_cmap(voice.texts)),
            )
            _fill(voice.font, whole)

    def _led(self, voice: Voice, name: Name, descriptor: Object) -> Object:
        """What stands between codes and glyphs: for all the same where codes are glyphs."""
        leads = voice.leads.items()
        if all(code == glyph for code, glyph in leads):
            return self._cid
        widths = {code: self.widths[glyph] for code, glyph in leads if glyph in self.widths}
        own = self._pdf.make_indirect(_descendant(name, descriptor, widths))
        table = _table(voice.leads)
        own.CIDToGIDMap = self._pdf.make_stream(zlib.compress(table, 9), Filter=Name.FlateDecode)
        return own


class TypeCase:
    """All fonts of a volume that can be united."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._families: dict[tuple[str, bytes, bytes], list[Family]] = {}
        self._known: dict[bytes, int] = {}
        self._voices: list[Object] = []
        self._own: set[int] = set()

    def set_aside(self, source: Pdf) -> None:
        """Put a number in place of each font of a source's pages that can be united.

        So its program and its widths are read, but never copied. What is no font is put in
        brackets, lest a number of its own be taken for one of these.
        """
        for fonts in _fonts_of_pages(page.obj for page in source.pages):
            for name, font in fonts.items():
                if not isinstance(font, Dictionary):
                    fonts[name] = Array([font])
                elif (voice := self._voice(font)) is not None:
                    fonts[name] = voice

    def put_back(self, pages: Iterable[Object]) -> None:
        """Put the united fonts in the places that `set_aside` has numbered."""
        for fonts in _fonts_of_pages(pages):
            for name, voice in fonts.items():
                match voice:
                    case int():
                        fonts[name] = self._voices[voice]
                    case Array():
                        fonts[name] = voice[0]

    def take(self, font: Object) -> Object | None:
        """What stands for a font in the volume; None when it must stay as it is."""
        if font.objgen[0] in self._own:
            return font
        voice = self._voice(font)
        return None if voice is None else self._voices[voice]

    def _voice(self, font: Object) -> int | None:
        if not can_be_joined(font):
            return None
        digest = digest_of(font)
        if digest not in self._known:
            try:
                subset = read_subset(font)
            except (struct.error, KeyError, ValueError, IndexError, StopIteration):
                return None
            self._known[digest] = len(self._voices)
            united = self.family(subset).voice(subset.texts, subset.leads)
            self._voices.append(united)
            self._own.add(united.objgen[0])
        return self._known[digest]

    def family(self, subset: Subset) -> Family:
        """The family that a subset belongs to; it is in it from now on."""
        key = (subset.name, subset.program.design, subset.traits)
        known = self._families.setdefault(key, [])
        for family in known:
            if family.join(subset):
                return family
        family = Family(self._pdf, subset)
        family.join(subset)
        known.append(family)
        return family

    def of_design(self, design: bytes) -> list[Family]:
        """The families that may be subsets of a font file."""
        found = [families for key, families in self._families.items() if key[1] == design]
        return [family for families in found for family in families]

    def write(self) -> None:
        """Write all fonts."""
        for families in self._families.values():
            for family in families:
                family.write()


def _fonts_of_pages(pages: Iterable[Object]) -> Iterator[Object]:
    """The dictionaries of fonts that pages write with, each once."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        resources = page.get("/Resources")
        if not isinstance(resources, Dictionary) or resources.objgen in seen:
            continue
        if resources.is_indirect:
            seen.add(resources.objgen)
        fonts = resources.get("/Font")
        if isinstance(fonts, Dictionary) and fonts.objgen not in seen:
            if fonts.is_indirect:
                seen.add(fonts.objgen)
            yield fonts


def _agree(one: Mapping[int, Told], two: Mapping[int, Told]) -> bool:
    """Whether what both tell of is the same (without a loop of Python: it is asked 800 times)."""
    small, large = sorted((one, two), key=len)
    told = small.values()
    return all(map(eq, map(large.get, small, told), told))


def _larger(one: bytes, two: bytes) -> bytes:
    """The larger of each limit of `maxp`, of one version."""
    form = f">L{(len(one) - 4) // 2}H"
    return struct.pack(form, *map(max, struct.unpack(form, one), struct.unpack(form, two)))


# ---------------------------------------------------------------- writing


def _tag(content: bytes) -> str:
    """Six letters that no other subset has (9.6.4)."""
    number = int.from_bytes(blake2b(content, digest_size=8).digest(), "big")
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _descendant(name: Name, descriptor: Object, widths: dict[int, bytes]) -> Object:
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=system,
        CIDToGIDMap=Name.Identity,
        FontDescriptor=descriptor,
        W=Object.parse(_width_runs(widths)),
    )


def _width_runs(widths: dict[int, bytes]) -> bytes:
    written: list[bytes] = []
    before = -2
    for glyph in sorted(widths):
        if glyph != before + 1:
            written += [b"]" if written else b"", b"%d [" % glyph]
        written.append(widths[glyph])
        before = glyph
    return b"[" + b" ".join(written) + (b"]]" if written else b"]")


def _table(leads: Leads) -> bytes:
    """The glyph of each code, two bytes each; zero where a code is not used (9.7.4.2)."""
    table = bytearray(2 * (max(leads) + 1))
    for code, glyph in leads.items():
        table[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    return bytes(table)


def _cmap(texts: Texts) -> bytes:
    """What each code stands for (9.10.3)."""
    pairs = [b"<%04x> <%s>" % (glyph, texts[glyph]) for glyph in sorted(texts)]
    blocks = [pairs[at : at + _BLOCK] for at in range(0, len(pairs), _BLOCK)]
    lines = [
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
        b"<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange"
    ]
    lines += [b"%d beginbfchar\n%s\nendbfchar" % (len(one), b"\n".join(one)) for one in blocks]
    lines.append(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return b"\n".join(lines)


def _fill(empty: Object, content: Object) -> None:
    for key, value in content.items():
        empty[key] = value


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number
