"""Text → Issue: Markdown with front matter to the tree (docs/source-format.md)."""
