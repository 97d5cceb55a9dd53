"""What the press hands over is not packed: finishing and binding pack it when they write it.

pydyf packs the small objects of a PDF, and writes everything twice to make an identifier.
Whoever opens the file next unpacks it and gives it another. For the pages of a volume this
was a seventh of the press's time. The objects stay in one stream, since libqpdf reads ten
thousand there twice as fast as one by one. And elements that hang in no tree are not written: those
that `tagging` dissolved, and those of running heads; the parent tree is made anew by finishing.
Guarded as `text_layer` is, for pydyf 0.13.
"""

from __future__ import annotations

from typing import Any

from weasyprint.pdf import pydyf

from mekong_print.render import mends

NAME = "nothing packed"  # as the tools of an edition call it when it is left alone
_PROVED = {"write": "7a3fefe995236fcd"}  # pydyf.PDF.write of 0.13.0
_KEPT = """\
        for object_ in self.objects:
            if object_.number and object_.free == 'f':
                xref.append((0, 0, 0))
            elif object_.compressible:
                xref"""
_LOOSE = (
    ("Stream(stream, extra, compress)", "Stream(stream, extra, False)"),
    ("Stream([xref_stream], extra, compress)", "Stream([xref_stream], extra, False)"),
    (
        "        for object_ in self.objects:\n"
        "            if object_.compressible:\n                xref",
        _KEPT,
    ),
)
_OF_TAGS = frozenset({"/StructElem", "/OBJR"})


def mend() -> None:
    """Mend the pydyf that is loaded, once."""
    stock = pydyf.PDF.write
    if hasattr(stock, "mended_by_mekong_print"):
        return
    if not mends.proved(NAME, (stock,), _PROVED):
        return
    loose = mends.rewritten(stock, _LOOSE)

    def write(pdf: Any, output: Any, version: Any = b"1.7", *_: Any) -> None:
        """As pydyf does, but with no identifier, and with its objects in a stream as they are."""
        _leave_out(pdf)
        loose(pdf, output, version, identifier=False, compress=True)

    write.mended_by_mekong_print = True  # type: ignore[attr-defined]  # a mark of ours
    pydyf.PDF.write = write


def _leave_out(pdf: Any) -> None:
    """Free the objects of tags that nothing below the root of the tree leads to."""
    tree = pdf.catalog.get("StructTreeRoot")
    if tree is None:
        return
    root = _named(pdf, tree)
    _named(pdf, root["ParentTree"])["Nums"] = pydyf.Array()
    met, waiting = {root.number}, [root]
    while waiting:
        for kid in waiting.pop().get("K", ()):
            if isinstance(kid, bytes) and (element := _named(pdf, kid)).number not in met:
                met.add(element.number)
                waiting.append(element)
    for one in pdf.objects:
        if isinstance(one, pydyf.Dictionary) and one.get("Type") in _OF_TAGS:
            one.free = "n" if one.number in met else "f"


def _named(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
