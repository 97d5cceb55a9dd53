"""mekong-print: from a newsletter's text to tagged, paginated PDF editions."""

__version__ = "0.1.0"
