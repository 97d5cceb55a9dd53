"""Translations as values: their names, their segments, and what they are older than."""
