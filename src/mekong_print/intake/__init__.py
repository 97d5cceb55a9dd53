"""A newsletter's plain text → the Markdown source of an issue, and what had to be assumed."""

from mekong_print.intake.newsletter import Imported, Wishes, read_newsletter

__all__ = ["Imported", "Wishes", "read_newsletter"]
