"""What is loaded late is loaded all the same, when it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mekong_print.pressroom import environment
from mekong_print.render.fonts import FontShelf, write_configuration
from proofing import ROOT, poppler_text

SCRIPT = """
import sys
from mekong_print.render.later import load_later
load_later()
import weasyprint
import weasyprint.pdf.fonts as fonts
assert "fontTools.subset.svg" not in sys.modules
if sys.argv[1] == "fontTools":
    fonts.harfbuzz_subset = None      # a machine without libharfbuzz-subset
page = '<style>p{font:10pt "Source Serif 4"}</style><p>Words of the river.'
weasyprint.HTML(string=page).write_pdf(sys.argv[2])
needed = fonts.harfbuzz_subset is None
real = hasattr(sys.modules["fontTools.subset"], "__file__")
assert real == needed, real
assert fonts.instantiateVariableFont.__name__ == "call"
try:
    fonts.instantiateVariableFont(None, {})
except TypeError:
    pass                              # the real one was asked, and wants a font
assert hasattr(sys.modules["fontTools.varLib.instancer"], "__file__")
"""


def printed(tmp_path: Path, how: str) -> Path:
    fonts = write_configuration(FontShelf((ROOT / "fonts",)), tmp_path)
    target = tmp_path / "x.pdf"
    command = [sys.executable, "-c", SCRIPT, how, str(target)]
    done = subprocess.run(
        command, env=environment(fonts), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return target


def test_fonts_are_subset_by_fonttools_where_harfbuzz_cannot(tmp_path: Path) -> None:
    pdf = printed(tmp_path, "fontTools")
    assert "Words of the river." in poppler_text(pdf)
    assert pdf.stat().st_size < 60_000


def test_fonttools_subsetter_is_not_loaded_where_harfbuzz_does_the_work(tmp_path: Path) -> None:
    assert "Words of the river." in poppler_text(printed(tmp_path, "HarfBuzz"))
