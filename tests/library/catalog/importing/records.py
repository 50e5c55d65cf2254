"""MARC records made for tests."""

from collections.abc import Sequence
from pathlib import Path

from pymarc import Field, Indicators, Record, Subfield, record_to_xml

DEFAULT_008 = "070316s2007    dcu          f000 0 eng c"


def field(tag: str, text: str, *, first: str = " ", second: str = " ") -> Field:
    """Return a data field written as `$aTitle :$brest`."""
    subfields = [Subfield(part[0], part[1:]) for part in text.split("$")[1:]]
    return Field(tag=tag, indicators=Indicators(first, second), subfields=subfields)


def record(
    *fields: Field,
    number: str = "000134",
    title: str = "$aBeat patrol",
    fixed: str = DEFAULT_008,
    leader_type: str = "am",
) -> Record:
    """Return a record in UTF-8 with a control number and a title."""
    made = Record(leader=f"00000n{leader_type} a2200000 i 4500")
    if number:
        made.fields.append(Field(tag="001", data=number))
    if fixed:
        made.fields.append(Field(tag="008", data=fixed))
    if title:
        made.fields.append(field("245", title))
    made.fields.extend(fields)
    return made


def binary_file(folder: Path, *records: Record, name: str = "records.mrc") -> Path:
    """Write records as MARC21."""
    path = folder / name
    path.write_bytes(b"".join(each.as_marc() for each in records))
    return path


def markup_file(folder: Path, records: Sequence[Record], *, before: str = "") -> Path:
    """Write records as MARCXML."""
    path = folder / "records.xml"
    inner = b"".join(record_to_xml(each) for each in records)  # type: ignore[no-untyped-call]
    space = b'<collection xmlns="http://www.loc.gov/MARC21/slim">'
    path.write_bytes(before.encode() + space + inner + b"</collection>")
    return path
