"""Which of three record formats a file holds, by its content, and the records in it, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from library.catalog.importing.binary import read_binary
from library.catalog.importing.markup import read_markup
from library.catalog.importing.mnemonic import read_mnemonic
from library.catalog.importing.reader import Progress, Reading, UnreadableFile

_SAMPLE = 64 * 1024
_MARKS_OF_MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file of records being read; `size` is in bytes."""

    path: Path
    size: int
    stream: BinaryIO

    def readings(self, *, progress: Progress) -> Iterator[Reading]:
        """Yield every record in order, calling `progress` with the bytes read so far.

        Raises:
            UnreadableFile: the file is not of a kind this reads.
        """
        sample = self.stream.read(_SAMPLE)
        self.stream.seek(0)
        counted = _CountedStream(self.stream, progress)
        start = sample.lstrip(b" \t\r\n")
        if not start:
            raise UnreadableFile(f"{self.path} is empty. Give a file of MARC records.")
        if start.startswith(_MARKS_OF_MARKUP):
            yield from read_markup(counted, name=str(self.path))
        elif start.removeprefix(b"\xef\xbb\xbf").startswith((b"=LDR", b"=000")):
            yield from read_mnemonic(counted)
        elif b"\x1d" in sample or b"\x1e" in sample:
            yield from read_binary(counted)
        else:
            raise UnreadableFile(
                f"{self.path} holds neither MARC21 nor MARCXML records. "
                "Export it again as MARC21 (.mrc) or MARCXML (.xml)."
            )


class _CountedStream:
    """Tells how much of a stream was read."""

    def __init__(self, stream: BinaryIO, progress: Progress) -> None:
        self._stream = stream
        self._progress = progress

    def read(self, size: int, /) -> bytes:
        block = self._stream.read(size)
        self._progress(self._stream.tell())
        return block


def open_file(path: Path) -> OpenFile:
    """Open a file for reading its records; the caller closes `stream`.

    Raises:
        UnreadableFile: it is not there, not a file, or may not be read.
    """
    try:
        stream = path.open("rb")
        return OpenFile(path=path, size=path.stat().st_size, stream=stream)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise UnreadableFile(
            f"{path} cannot be opened: {reason}. Check the path and its permissions."
        ) from error
