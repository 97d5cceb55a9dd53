"""HTML + fonts → PDF pages: no file but those handed over, no socket, no clock."""
