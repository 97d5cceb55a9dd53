"""PDFs that mean harm, are broken, or are odd: made here, byte by byte, one function each.

`ADOPTED` and `REFUSED` name them; a refused one has a word that its reason must hold.
"""

import re
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

Objects = dict[int, bytes]

ADOPTED: dict[str, Callable[[], bytes]] = {}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {}


def adopted(make: Callable[[], bytes]) -> Callable[[], bytes]:
    ADOPTED[make.__name__.replace("_", "-")] = make
    return make


def refused(word: str):
    def named(make: Callable[[], bytes]) -> Callable[[], bytes]:
        REFUSED[make.__name__.replace("_", "-")] = (make, word)
        return make

    return named


# ---------------------------------------------------------------- ways to write a PDF

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources "
    b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
)
WORDS = b"BT /F 24 Tf 40 500 Td (River Letter, Issue 7) Tj /F 10 Tf 0 -40 Td (5 January 2026) Tj ET"


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def document(
    changed: Objects | None = None, trailer: bytes = b"", version: bytes = b"1.7"
) -> bytes:
    """A PDF of one page with a classic cross-reference table; objects can be put in place."""
    objects = {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(WORDS)} | (changed or {})
    out = BytesIO()
    out.write(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version)
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        entry = b"%010d 00000 n \n" % offsets[number] if number in offsets else None
        out.write(entry or b"0000000000 00000 f \n")
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def edited(change: Callable[[Pdf], None], **saving: object) -> bytes:
    """The plain PDF, changed with pikepdf."""
    out = BytesIO()
    with pikepdf.open(BytesIO(document())) as pdf:
        change(pdf)
        pdf.save(out, **saving)
    return out.getvalue()


def annotated(*notes: Dictionary) -> bytes:
    """The plain PDF with annotations on its page."""

    def change(pdf: Pdf) -> None:
        for note in notes:
            note[Name.Rect] = Array([40, 40, 90, 60])
        pdf.pages[0].obj[Name.Annots] = Array(map(pdf.make_indirect, notes))

    return edited(change)


@cache
def swollen(size: int) -> bytes:
    """So many megabytes of spaces, deflated: one of them, again and again."""
    block = b" " * (1 << 20)
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(size):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + packed * size + b"\x03\x00" + check.to_bytes(4, "big")


# ---------------------------------------------------------------- plain ones


@adopted
def plain() -> bytes:
    return document()


@adopted
def pdf_2_0() -> bytes:
    return document(version=b"2.0")


@adopted
def no_content() -> bytes:
    return document({3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] >>"})


@adopted
def content_that_is_empty() -> bytes:
    return document({4: stream(b"")})


@adopted
def huge_page() -> bytes:
    return document({3: PAGE.replace(b"420 595", b"40000000 90000000")})


@adopted
def page_upside_down() -> bytes:
    return document({3: PAGE.replace(b"0 0 420 595", b"420 595 -1 -1000")})


@adopted
def object_streams() -> bytes:
    return edited(lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@adopted
def linearised() -> bytes:
    return edited(lambda pdf: None, linearize=True)


@adopted
def linearised_with_wrong_hints() -> bytes:
    """As every linearised PDF that a program has added something to (ISO 32000-1, Annex F)."""
    whole = linearised()
    end = re.search(rb"/E (\d+)", whole)
    wrong = b"%0*d" % (len(end[1]), int(end[1]) // 2)
    return whole[: end.start(1)] + wrong + whole[end.end(1) :]


@adopted
def hybrid_cross_reference() -> bytes:
    """A table whose trailer points at a stream as well (ISO 32000-1, 7.5.8.4)."""
    content = b"\x01\x00\x00\x00"
    body = stream(content, b"/Type /XRef /Size 6 /W [1 2 1] /Index [5 1] /Root 1 0 R")
    whole = document({5: body})
    return whole.replace(b"/Root 1 0 R  >>", b"/Root 1 0 R /XRefStm %d >>" % whole.find(b"5 0 obj"))


@adopted
def added_to_later() -> bytes:
    """An incremental update (ISO 32000-1, 7.5.6)."""
    whole = document()
    old = whole.rindex(b"xref\n0 ")
    more = b"4 0 obj\n%s\nendobj\n" % stream(WORDS + b" ")
    table = b"xref\n4 1\n%010d 00000 n \n" % len(whole)
    end = b"trailer\n<< /Size 5 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return whole + more + table + end % (old, len(whole) + len(more))


# ---------------------------------------------------------------- what is said of it


def _told(title: str) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.docinfo[Name.Title] = String(title)
        pdf.docinfo[Name.Author] = String("A. Writer\r\n; \u202eretirW .B")

    return edited(change)


@adopted
def title_with_line_breaks() -> bytes:
    return _told('River\r\nLetter\n"Seven"\t\\ = [x] # y')


@adopted
def title_turned_around() -> bytes:
    return _told("\u202eretteL reviR\u2066\u200f \x07")


@adopted
def title_of_controls() -> bytes:
    return _told("\x00\x01\x1b[2J\u200e\ufeff")


@adopted
def title_without_end() -> bytes:
    return _told("River " * 200_000)


@adopted
def title_in_a_lone_surrogate() -> bytes:
    return document({5: b"<< /Title <FEFFD8000041DC00> >>"}, b"/Info 5 0 R")


@adopted
def metadata_that_laughs() -> bytes:
    laughs = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
        b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20)
    )
    packet = b"<?xml version='1.0'?>%s]><x>&u;</x>" % laughs
    body = stream(packet, b"/Type /Metadata /Subtype /XML")
    return document({1: CATALOG.replace(b">>", b"/Metadata 5 0 R >>"), 5: body})


@adopted
def language_of_another_kind() -> bytes:
    return document({1: CATALOG.replace(b">>", b"/Lang [1 2 3] >>")})


@adopted
def date_that_never_was() -> bytes:
    return document({5: b"<< /CreationDate (D:20269931) /Title 12 >>"}, b"/Info 5 0 R")


@adopted
def labels_of_many_letters() -> bytes:
    labels = b"/PageLabels << /Nums [0 << /S /a /St 2000000000 >>] >> >>"
    return document({1: CATALOG.replace(b">>", labels)})


# ---------------------------------------------------------------- outlines and names


def _outline(*items: bytes) -> bytes:
    lines = {6 + number: item for number, item in enumerate(items)}
    root = CATALOG.replace(b">>", b"/Outlines 5 0 R >>")
    return document({1: root, 5: b"<< /First 6 0 R /Last 6 0 R /Count 1 >>"} | lines)


@adopted
def outline_in_circles() -> bytes:
    item = b"<< /Title (Again) /Parent 5 0 R /Next 6 0 R /First 6 0 R /Dest [3 0 R /Fit] >>"
    return _outline(item)


@adopted
def outline_of_many_lines() -> bytes:
    count = 5_000
    return _outline(
        *(
            b"<< /Title (Line %d) /Parent 5 0 R /Dest [3 0 R /Fit] %s >>"
            % (n, b"/Next %d 0 R" % (n + 7) if n < count - 1 else b"")
            for n in range(count)
        )
    )


@adopted
def outline_that_runs_something() -> bytes:
    return _outline(b"<< /Title (Press) /Parent 5 0 R /A << /S /Launch /F (calc.exe) >> >>")


@adopted
def names_in_circles() -> bytes:
    root = CATALOG.replace(b">>", b"/Names << /Dests 5 0 R >> >>")
    return document({1: root, 5: b"<< /Kids [5 0 R 5 0 R] >>"})


@adopted
def names_out_of_order() -> bytes:
    """Two names in the wrong order, and one that is no text and has no value."""
    root = CATALOG.replace(b">>", b"/Names << /Dests 5 0 R >> >>")
    names = b"<< /Names [(second) [3 0 R /Fit] (first) [3 0 R /Fit] 7 (x) (odd)] >>"
    return document({1: root, 5: names})


@adopted
def structure_in_circles() -> bytes:
    root = CATALOG.replace(b">>", b"/MarkInfo << /Marked true >> /StructTreeRoot 5 0 R >>")
    return document(
        {1: root, 5: b"<< /Type /StructTreeRoot /K 6 0 R >>", 6: b"<< /S /P /K 6 0 R >>"}
    )


@refused("damaged")
def object_that_is_itself() -> bytes:
    return document({1: CATALOG.replace(b">>", b"/Lang 5 0 R /Names 5 0 R >>"), 5: b"5 0 R"})


# ---------------------------------------------------------------- what it would do


@adopted
def script_when_opened() -> bytes:
    script = b"<< /S /JavaScript /JS (app.alert(1)) >>"
    actions = b"/OpenAction %s /AA << /WC %s >> >>" % (script, script)
    return document({1: CATALOG.replace(b">>", actions)})


@adopted
def scripts_by_name() -> bytes:
    names = b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >> >>"
    return document({1: CATALOG.replace(b">>", names)})


@adopted
def script_when_shown() -> bytes:
    return document({3: PAGE[:-2] + b"/AA << /O << /S /JavaScript /JS (x) >> >> >>"})


_ACTIONS = {
    "/Launch": Dictionary(F=String("calc.exe")),
    "/JavaScript": Dictionary(JS=String("app.alert(1)")),
    "/SubmitForm": Dictionary(F=String("https://example.org/")),
    "/ImportData": Dictionary(F=String("x.fdf")),
    "/GoToR": Dictionary(F=String("other.pdf"), D=Array([0, Name.Fit])),
    "/GoToE": Dictionary(T=Dictionary(R=Name.C, N=String("x"))),
    "/Rendition": Dictionary(OP=0),
    "/Sound": Dictionary(Volume=1),
    "/Movie": Dictionary(T=String("x")),
    "/RichMediaExecute": Dictionary(CMD=Dictionary(C=String("x"))),
    "/Unheard": Dictionary(),
}


@adopted
def links_that_do_harm() -> bytes:
    return annotated(
        *(
            Dictionary(Subtype=Name.Link, A=Dictionary(S=Name(kind), **dict(_bare(action))))
            for kind, action in _ACTIONS.items()
        ),
        Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("file:///etc/passwd"))),
        Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("http://[::1"))),
        Dictionary(Subtype=Name.Link, A=Array([1])),
        Dictionary(
            Subtype=Name.Link,
            A=Dictionary(
                S=Name.URI,
                URI=String("https://example.org/"),
                Next=Dictionary(S=Name.JavaScript, JS=String("x")),
            ),
        ),
    )


def _bare(action: Dictionary) -> dict[str, object]:
    return {key.removeprefix("/"): value for key, value in action.items()}


@adopted
def links_that_are_good() -> bytes:
    return annotated(
        Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/"))),
        Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("mailto:a@example.org"))),
        Dictionary(Subtype=Name.Highlight, Contents=String("mark")),
    )


@adopted
def annotations_of_odd_kinds() -> bytes:
    return annotated(
        *(
            Dictionary(Subtype=Name(kind))
            for kind in ("/Screen", "/Sound", "/Movie", "/RichMedia", "/3D", "/Unheard")
        ),
        Dictionary(),
    )


@adopted
def annotations_that_are_none() -> bytes:
    page = PAGE[:-2] + b"/Annots [null 7 (x) [1] 99 0 R << >> /Name 3 0 R] >>"
    return document({3: page})


# ---------------------------------------------------------------- forms and files


def form(**field: object) -> bytes:
    """A form with one field; `field` are its entries."""

    def change(pdf: Pdf) -> None:
        look = pdf.make_stream(b"1 0 0 rg 0 0 50 20 re f")
        look.update({"/Type": Name.XObject, "/Subtype": Name.Form})
        look[Name.BBox] = Array([0, 0, 50, 20])
        widget = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=[40, 40, 90, 60],
            T=String("name"),
            FT=Name.Tx,
            AP=Dictionary(N=look),
        )
        for key, value in field.items():
            widget[f"/{key}"] = value
        made = pdf.make_indirect(widget)
        pdf.pages[0].obj[Name.Annots] = Array([made])
        pdf.Root[Name.AcroForm] = Dictionary(
            Fields=Array([made]), XFA=pdf.make_stream(b"<xdp:xdp/>"), NeedAppearances=False
        )

    return edited(change)


@adopted
def form_with_xfa() -> bytes:
    return form(V=String("Malai"))


@adopted
def signature() -> bytes:
    signed = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("x" * 40))
    return form(FT=Name.Sig, V=signed)


@adopted
def field_that_is_its_own_parent() -> bytes:
    page = PAGE[:-2] + b"/Annots [5 0 R] >>"
    field = b"<< /Subtype /Widget /Rect [0 0 9 9] /Parent 5 0 R /T (x) >>"
    root = CATALOG.replace(b">>", b"/AcroForm << /Fields [5 0 R] /NeedAppearances true >> >>")
    return document({1: root, 3: page, 5: field})


@adopted
def form_out_of_joint() -> bytes:
    """A field that no form knows, a form that knows none, and one that is its own child."""
    page = PAGE[:-2] + b"/Annots [5 0 R 6 0 R] >>"
    lone = b"<< /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /T (x) /V (alone) >>"
    ring = b"<< /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /T (y) /Kids [6 0 R] >>"
    root = CATALOG.replace(b">>", b"/AcroForm << /Fields [6 0 R 7 (x)] >> >>")
    return document({1: root, 3: page, 5: lone, 6: ring})


@adopted
def form_without_a_list() -> bytes:
    page = PAGE[:-2] + b"/Annots [5 0 R] >>"
    lone = b"<< /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /T (x) /V (alone) >>"
    root = CATALOG.replace(b">>", b"/AcroForm << /Fields (none) >> >>")
    return document({1: root, 3: page, 5: lone})


@adopted
def files_with_evil_names() -> bytes:
    def change(pdf: Pdf) -> None:
        for name in ("../../evil.txt", "setup.exe", "a\nb\u202etxt.bat", "plain.txt"):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"content", filename=name)

    return edited(change)


@adopted
def file_on_a_page() -> bytes:
    held = Dictionary(Type=Name.Filespec, F=String("note.txt"), UF=String("note.txt"))
    return annotated(Dictionary(Subtype=Name.FileAttachment, FS=held))


# ---------------------------------------------------------------- locked


def locked(user: str, **how: object) -> bytes:
    return edited(lambda pdf: None, encryption=pikepdf.Encryption(owner="owner", user=user, **how))


@refused("locked")
def locked_rc4() -> bytes:
    return locked("secret", R=3, aes=False, metadata=False)


@refused("locked")
def locked_rc4_without_password() -> bytes:
    return locked("", R=3, aes=False, metadata=False)


@refused("locked")
def locked_aes_128() -> bytes:
    return locked("secret", R=4)


@refused("locked")
def locked_aes_128_without_password() -> bytes:
    return locked("", R=4)


@refused("locked")
def locked_aes_256() -> bytes:
    return locked("secret", R=6)


@refused("locked")
def locked_aes_256_without_password() -> bytes:
    return locked("", R=6)


# ---------------------------------------------------------------- no PDF, or only a part of one


@refused("empty")
def nothing() -> bytes:
    return b""


@refused("not a PDF.")
def text() -> bytes:
    return b"River Letter, Issue 7\n"


@refused("a web page")
def web_page() -> bytes:
    return b"<!DOCTYPE html><title>404</title>"


@refused("a Word, EPUB or ZIP file")
def word_file() -> bytes:
    return b"PK\x03\x04" + b"\x00" * 400


@refused("a JPEG picture")
def picture() -> bytes:
    return b"\xff\xd8\xff\xe0" + b"\x00" * 400


@refused("cut off")
def header_alone() -> bytes:
    return b"%PDF-1.7\n"


@refused("cut off")
def garbage() -> bytes:
    return b"%PDF-1.7\n" + bytes((n * n + 7 * n) % 251 for n in range(20_000))


@refused("cut off")
def cut_at_half() -> bytes:
    whole = document({4: stream(WORDS * 200)})
    return whole[: len(whole) // 2]


@refused("cut off")
def cut_before_the_last_line() -> bytes:
    return document()[: -len(b"%%EOF\n")]


@refused("damaged")
def middle_is_missing() -> bytes:
    whole = document({4: stream(WORDS * 200)})
    return whole[:400] + whole[-250:]


@refused("damaged")
def changed_by_a_transfer() -> bytes:
    return document().replace(b"\n", b"\r\n")


# ---------------------------------------------------------------- damaged


@refused("no pages")
def no_pages() -> bytes:
    return document({2: b"<< /Type /Pages /Kids [] /Count 0 >>"})


@refused("says that it has 12")
def more_pages_promised() -> bytes:
    return document({2: PAGES.replace(b"/Count 1", b"/Count 12")})


@refused("says that it has something else")
def count_that_is_no_number() -> bytes:
    return document({2: PAGES.replace(b"/Count 1", b"/Count (one)")})


@refused("no pages")
def kids_that_are_no_list() -> bytes:
    return document({2: b"<< /Type /Pages /Kids 3 0 R /Count 1 >>"})


@refused("damaged")
def pages_in_circles() -> bytes:
    return document({2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"})


@refused("damaged")
def pages_too_deep() -> bytes:
    deep = {10 + n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (11 + n) for n in range(3000)}
    deep[3010] = PAGE
    return document({2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"} | deep)


@refused("damaged")
def table_in_circles() -> bytes:
    whole = document()
    start = whole.rindex(b"xref\n0 ")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


@refused("damaged")
def table_of_wrong_places() -> bytes:
    return document().replace(b"0000000015 00000 n", b"0000000099 00000 n")


@refused("damaged")
def no_catalog() -> bytes:
    return document().replace(b"/Root 1 0 R", b"/Root 9 0 R")


@refused("damaged")
def lists_in_lists() -> bytes:
    return document(
        {
            4: stream(WORDS),
            5: b"[" * 100_000 + b"]" * 100_000,
            1: CATALOG.replace(b">>", b"/X 5 0 R >>"),
        }
    )


@refused("damaged")
def tables_in_tables() -> bytes:
    nested = b"<< /A " * 10_000 + b"1" + b" >>" * 10_000
    return document({5: nested, 1: CATALOG.replace(b">>", b"/X 5 0 R >>")})


@refused("damaged")
def content_that_cannot_be_unpacked() -> bytes:
    return document({4: stream(b"not deflated at all", b"/Filter /FlateDecode")})


@refused("damaged")
def content_of_wrong_length() -> bytes:
    return document({4: stream(WORDS).replace(b"/Length %d" % len(WORDS), b"/Length 20")})


# ---------------------------------------------------------------- bombs


@refused("swells")
def bomb() -> bytes:
    return document({4: stream(swollen(600), b"/Filter /FlateDecode")})


@refused("swells")
def bomb_in_a_bomb() -> bytes:
    """Two gigabytes in four kilobytes."""
    twice = zlib.compress(swollen(2048), 9)
    return document({4: stream(twice, b"/Filter [/FlateDecode /FlateDecode]")})


@refused("to be read|to read")
def list_of_millions() -> bytes:
    return document({5: b"[" + b"1 " * (9 << 20) + b"]", 1: CATALOG.replace(b">>", b"/X 5 0 R >>")})


@refused("seconds to read")
def many_bombs_just_small_enough() -> bytes:
    content = stream(swollen(150), b"/Filter /FlateDecode")
    page = PAGE.replace(b"4 0 R", b"[" + b" ".join(b"%d 0 R" % n for n in range(10, 90)) + b"]")
    return document({3: page} | dict.fromkeys(range(10, 90), content))


@adopted
def words_without_end() -> bytes:
    line = b"BT /F 9 Tf 1 0 0 1 40 500 Tm (word) Tj ET\n"
    return document({4: stream(zlib.compress(line * 120_000), b"/Filter /FlateDecode")})


@adopted
def drawing_that_draws_itself() -> bytes:
    page = PAGE.replace(b"/Resources <<", b"/Resources << /XObject << /X 5 0 R >>")
    inner = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
    )
    return document({3: page, 4: stream(b"/X Do " + WORDS), 5: stream(b"/X Do /X Do", inner)})


@adopted
def states_in_states() -> bytes:
    return document({4: stream(b"q " * 200_000 + WORDS)})
