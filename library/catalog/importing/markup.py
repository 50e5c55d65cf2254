"""Reads MARCXML piece by piece; refuses documents that declare types or entities of their own."""

from collections.abc import Iterator
from xml.parsers import expat

from pymarc import Field, Indicators, Leader, Record, Subfield
from pymarc.exceptions import PymarcException

from library.catalog.importing.reader import Reading, Source, UnreadableFile

_BLOCK = 64 * 1024
_LONGEST_RECORD = 4 * 1024 * 1024  # characters of text in one record
_DEEPEST = 64


class _Refused(Exception):
    """The document does what no file of records does."""


def read_markup(source: Source, *, name: str) -> Iterator[Reading]:
    """Yield the records; where the XML breaks, a last reading says so.

    Raises:
        UnreadableFile: not a record in it, a document type declared, or broken from the start.
    """
    builder = _Builder()
    position = 0
    problem = ""
    while not problem and not builder.finished:
        block = source.read(_BLOCK)
        problem = builder.feed(block)
        for reading in builder.taken():
            position += 1
            yield reading
    if problem and not position:
        raise UnreadableFile(f"{name} cannot be read as MARCXML: {problem}. Export it again.")
    if problem:
        reason = f"{problem}; what follows cannot be read"
        yield Reading(position=position + 1, record=None, problem=reason)
    elif not position and not builder.is_collection:
        raise UnreadableFile(
            f"{name} is XML without MARC records. Export it again as MARCXML (a <collection> of "
            "<record>s)."
        )


class _Builder:
    """Turns the events of the parser into records."""

    def __init__(self) -> None:
        self.finished = False
        self.is_collection = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._depth = 0
        self._count = 0
        self._length = 0
        self._ready: list[Reading] = []
        self._record: Record | None = None
        self._remarks: list[str] = []
        self._tag = ""
        self._indicators = Indicators(" ", " ")
        self._subfields: list[Subfield] = []
        self._code = ""
        self._text: list[str] = []

    def feed(self, block: bytes) -> str:
        """Parse a block, an empty one at the end; return what is wrong with it, if anything."""
        try:
            self._parser.Parse(block, not block)
        except _Refused as refusal:
            return str(refusal)
        except expat.ExpatError as error:
            return f"line {error.lineno}: {expat.ErrorString(error.code)}"
        except ValueError as error:  # an encoding Python does not know
            return str(error)
        self.finished = not block
        return ""

    def taken(self) -> list[Reading]:
        """Return the records completed since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def _refuse_doctype(self, *_declaration: object) -> None:
        raise _Refused("it declares a document type, which records never need and attacks do")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Refused(f"its elements are nested more than {_DEEPEST} deep")
        element = name.rpartition(" ")[2]
        self._text = []
        if element == "record":
            self._record = Record()
            self._remarks = []
            self._length = 0
        elif element == "collection":
            self.is_collection = True
        elif element in {"controlfield", "datafield"}:
            self._tag = attributes.get("tag", "")
            first, second = attributes.get("ind1", " "), attributes.get("ind2", " ")
            self._indicators = Indicators(first[:1] or " ", second[:1] or " ")
            self._subfields = []
        elif element == "subfield":
            self._code = attributes.get("code", "")

    def _characters(self, text: str) -> None:
        self._length += len(text)
        if self._length > _LONGEST_RECORD:
            raise _Refused(f"a record holds more than {_LONGEST_RECORD} characters")
        self._text.append(text)

    def _end(self, name: str) -> None:
        self._depth -= 1
        element = name.rpartition(" ")[2]
        text = "".join(self._text)
        self._text = []
        if element == "subfield":
            self._subfields.append(Subfield(self._code, text))
        elif self._record is not None:
            self._end_in_record(self._record, element, text)

    def _end_in_record(self, record: Record, element: str, text: str) -> None:
        if element == "leader":
            self._set_leader(record, text)
        elif element == "controlfield" and self._tag:
            record.fields.append(Field(tag=self._tag, data=text))
        elif element == "datafield" and self._tag and self._subfields:
            record.fields.append(
                Field(tag=self._tag, indicators=self._indicators, subfields=self._subfields)
            )
        elif element == "record":
            self._count += 1
            self._ready.append(
                Reading(position=self._count, record=record, remarks=tuple(self._remarks))
            )
            self._record = None

    def _set_leader(self, record: Record, text: str) -> None:
        try:
            record.leader = Leader(text)
        except PymarcException:
            record.leader = Leader(text.ljust(24)[:24])
            self._remarks.append("the leader has not 24 characters")
