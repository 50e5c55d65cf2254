"""Reads MARC21 in its binary form, in UTF-8 or MARC-8, and repairs what can be repaired."""

import logging
import warnings
from collections.abc import Iterator

from pymarc import Record
from pymarc.exceptions import PymarcException

from library.catalog.importing.reader import Reading, Source

_END_OF_RECORD = b"\x1d"
_ESCAPE = b"\x1b"
_BETWEEN_RECORDS = b"\r\n\t \0"
_BLOCK = 256 * 1024
_LONGEST_RECORD = 4 * 1024 * 1024
_LENGTH_DIGITS = 5
_LONGEST_WRITABLE = 99_999
_BROKEN_BYTES = "some bytes are not valid in the record's encoding and were replaced"

logging.getLogger("pymarc").addHandler(logging.NullHandler())
logging.getLogger("pymarc").propagate = False  # what it complains of is told as a remark or reason


def read_binary(source: Source) -> Iterator[Reading]:
    """Yield the records between record terminators, whatever lengths their leaders claim."""
    for position, chunk in enumerate(_chunks(source), start=1):
        if len(chunk) > _LONGEST_RECORD:
            problem = f"the record is longer than {_LONGEST_RECORD} bytes"
            yield Reading(position=position, record=None, problem=problem)
        else:
            yield _reading(position, chunk)


def _chunks(source: Source) -> Iterator[bytes]:
    """Yield the records' bytes with their terminators; of a giant, a part that is too long."""
    rest = b""
    while block := source.read(_BLOCK):
        *whole, tail = (rest[: _LONGEST_RECORD + 1] + block).split(_END_OF_RECORD)
        for chunk in whole:
            if chunk := chunk.lstrip(_BETWEEN_RECORDS):
                yield chunk + _END_OF_RECORD
        rest = tail
    if rest := rest.strip(_BETWEEN_RECORDS):
        yield rest


def _reading(position: int, chunk: bytes) -> Reading:
    if not chunk.endswith(_END_OF_RECORD):
        problem = "the file ends in the middle of the record"
        return Reading(position=position, record=None, problem=problem)
    # Lengths that are missing or wrong are common and harmless: the terminator tells the truth.
    chunk = b"%05d" % min(len(chunk), _LONGEST_WRITABLE) + chunk[_LENGTH_DIGITS:]
    try:
        return Reading(position=position, record=_decoded(chunk, "strict"))
    except UnicodeDecodeError:
        return _repaired(position, chunk)
    except (PymarcException, ValueError, IndexError, KeyError, TypeError) as error:
        return Reading(position=position, record=None, problem=_reason(error))


def _repaired(position: int, chunk: bytes) -> Reading:
    try:
        record = _decoded(chunk, "replace")
    except (PymarcException, ValueError, IndexError, KeyError, TypeError) as error:
        return Reading(position=position, record=None, problem=_reason(error))
    return Reading(position=position, record=record, remarks=(_BROKEN_BYTES,))


def _decoded(chunk: bytes, utf8_handling: str) -> Record:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Record(
            chunk,
            to_unicode=True,
            force_utf8=_is_unflagged_utf8(chunk),
            hide_utf8_warnings=True,
            utf8_handling=utf8_handling,
        )


def _is_unflagged_utf8(chunk: bytes) -> bool:
    """Tell whether a record that does not say UTF-8 is UTF-8 all the same.

    MARC-8 sets a diacritic before its letter, which is never valid UTF-8, or uses escapes.
    """
    if chunk[9:10] == b"a" or chunk.isascii() or _ESCAPE in chunk:
        return False
    try:
        chunk.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        byte = error.object[error.start]
        said = f"a byte in its directory or indicators is not ASCII (0x{byte:02x})"
    elif isinstance(error, ValueError):
        said = "a length or an offset in its directory is not a number"
    else:
        said = str(error).strip() or type(error).__name__
    return f"the record cannot be parsed: {said}"
