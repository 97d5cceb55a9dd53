"""Findings → what people and machines read of them."""
