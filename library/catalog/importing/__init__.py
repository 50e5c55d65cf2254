"""Catalog records of other libraries, read and kept: `importer.import_file` is the door."""
