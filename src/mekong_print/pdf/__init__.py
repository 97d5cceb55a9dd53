"""The finished PDF: written by `finish`, read back by `read`, judged by `inspect`."""
