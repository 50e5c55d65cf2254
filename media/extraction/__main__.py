"""`python -m media.extraction`: the process that a Reader starts."""

from media.extraction.server import serve

serve()
