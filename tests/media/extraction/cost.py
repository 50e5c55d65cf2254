"""Reads files in a process of its own, which nothing else has made large; prints what each cost."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from media.extraction.reader import Reader


def main() -> None:
    """Print a JSON line for each file named: what `Reader.read` returned."""
    with Reader() as reader:
        for name in sys.argv[1:]:
            file = Path(name)
            sys.stdout.write(json.dumps(asdict(reader.read(file, file.suffix[1:]))) + "\n")


main()
