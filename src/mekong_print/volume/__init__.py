"""Volumes as values: issues bound together, and the arithmetic of binding them."""
