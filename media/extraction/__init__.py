"""The text of PDF files and captions, read where a hostile file can do no harm.

`Reader` (reader.py) starts one process, server.py, which reads each file in a fork of its own under
limits of time, memory and files. Nothing here knows Django, settings or secrets.
"""
