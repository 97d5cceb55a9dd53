"""What is judged: the PDFs of other tests, made as they make them."""

from pdf.conftest import finished as finished
from pdf.conftest import raw as raw
from volume.making import shelf as shelf
from volume.making import volume as volume
