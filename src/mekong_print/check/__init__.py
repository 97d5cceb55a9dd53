"""Issue → findings: the rules of the house, read like a sub-editor reads."""
