"""The commands: one file each. They yield results and print nothing; `cli` prints."""
