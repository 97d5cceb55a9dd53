"""Finished PDFs and the pages of the press → one volume that keeps everything of its parts."""

from mekong_print.pdf.bind.binding import bind
from mekong_print.pdf.bind.material import Material

__all__ = ["Material", "bind"]
