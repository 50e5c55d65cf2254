r"""Reads MARC records written as text, a line a field: `=245  10$aTitle`, as MarcEdit writes it."""

import re
from collections.abc import Iterator

from pymarc import Field, Indicators, Leader, Record, Subfield
from pymarc.exceptions import PymarcException

from library.catalog.importing.reader import Reading, Source

_BLOCK = 256 * 1024
_LONGEST_LINE = 1024 * 1024
_LINE = re.compile(r"^=(\w{3})  ?(.*)$", re.DOTALL)
_NAMED = {"dollar": "$", "bsol": "\\", "lcub": "{", "rcub": "}", "copy": "©", "deg": "°"}
_NAME = re.compile(r"\{(\w+)\}")
_BROKEN_LINE = "a line is not a MARC field and was left out"
_BROKEN_BYTES = "some bytes are not valid UTF-8 and were replaced"


def read_mnemonic(source: Source) -> Iterator[Reading]:
    """Yield the records; a blank line or a leader begins the next."""
    position = 0
    lines: list[str] = []
    for line in _lines(source):
        if lines and (not line or line.startswith(("=LDR", "=000"))):
            position += 1
            yield _reading(position, lines)
            lines = []
        if line:
            lines.append(line)
    if lines:
        yield _reading(position + 1, lines)


def _lines(source: Source) -> Iterator[str]:
    rest = b""
    while block := source.read(_BLOCK):
        *whole, rest = (rest[:_LONGEST_LINE] + block).split(b"\n")
        yield from (_text(line) for line in whole)
    yield _text(rest)


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r\n")


def _reading(position: int, lines: list[str]) -> Reading:
    record = Record()
    remarks: set[str] = set()
    for line in lines:
        if "\ufffd" in line:
            remarks.add(_BROKEN_BYTES)
        match = _LINE.match(line)
        try:
            if match is None or not _take(record, match[1], match[2]):
                remarks.add(_BROKEN_LINE)
        except PymarcException:
            remarks.add("the leader is broken")
    if not record.fields:
        return Reading(position=position, record=None, problem="no line of it is a MARC field")
    return Reading(position=position, record=record, remarks=tuple(sorted(remarks)))


def _take(record: Record, tag: str, data: str) -> bool:
    """Add a line to the record; False when it is too short to be a field."""
    if tag in {"LDR", "000"}:
        record.leader = Leader(data.replace("\\", " ").ljust(24)[:24])
        return True
    if tag < "010":
        record.fields.append(Field(tag=tag, data=data.replace("\\", " ")))
        return True
    indicators, *parts = data.split("$")
    blanked = f"{indicators}  ".replace("\\", " ")
    subfields = [Subfield(part[0], _named(part[1:])) for part in parts if part]
    if subfields:
        record.fields.append(
            Field(tag=tag, indicators=Indicators(blanked[0], blanked[1]), subfields=subfields)
        )
    return bool(subfields)


def _named(text: str) -> str:
    if "{" not in text:
        return text
    return _NAME.sub(lambda match: _NAMED.get(match[1], match[0]), text)
