"""What the press hands over can be read back, however many elements were left out of it."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import io, pydyf, pypdf
from mekong_print.render import unpacked
unpacked.mend()
pdf = pydyf.PDF()
numbers, tree = pydyf.Dictionary({"Nums": pydyf.Array()}), pydyf.Dictionary({"K": pydyf.Array()})
for one in (numbers, tree):
    pdf.add_object(one)
tree["ParentTree"] = numbers.reference
pdf.catalog["StructTreeRoot"] = tree.reference
for n in range(66_000):
    element = pydyf.Dictionary({"Type": "/StructElem", "A": n})
    pdf.add_object(element)
    if n % 3:
        tree["K"].append(element.reference)
out = io.BytesIO()
pdf.write(out)
kids = pypdf.PdfReader(out, strict=True).root_object["/StructTreeRoot"]["/K"]
print(len(kids), kids[0].get_object()["/A"], kids[-1].get_object()["/A"])
"""


def test_a_third_of_many_elements_can_be_left_out() -> None:
    """Their places in the stream of objects were counted with those left out, and ran over."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("44000 1 65999\n", "")
