"""Reading a directory of agencies, such as the FBI's list of ORIs, from a CSV file."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TextIO

from django.db import transaction

from library.orders.addresses import PLACES
from library.orders.agencies import normalized_agency_name, ori_in
from library.orders.enums import AgencyType
from library.orders.models import Agency, AgencyAlias

# The FBI writes some states in its own way.
_STATES = {"NB": "NE", "GM": "GU"}
_NAMES = ("name", "edited_name", "pub_agency_name")
_TYPES = {
    "city": AgencyType.MUNICIPAL,
    "county": AgencyType.MUNICIPAL,
    "state police": AgencyType.STATE,
    "other state agency": AgencyType.STATE,
    "university or college": AgencyType.CAMPUS,
    "tribal": AgencyType.TRIBAL,
    "federal": AgencyType.FEDERAL,
}
_BATCH = 2_000


class UnreadableDirectory(Exception):
    """The file is not a directory: it has no column for the ORI, or none for the name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency of the file; `alias` is another name of it, or empty."""

    line: int
    ori: str
    name: str
    agency_type: AgencyType
    city: str
    state: str
    alias: str

    @property
    def key(self) -> tuple[str, str]:
        """What agencies are matched by."""
        return normalized_agency_name(self.name), self.state


@dataclass(slots=True)
class Report:
    """What an import did, or would do. Refused are lines with the reason."""

    created: int = 0
    adopted: int = 0
    known: int = 0
    aliases: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def import_agencies(file: TextIO, *, dry_run: bool = False) -> Report:
    """Add the agencies of a file to the directory, in one transaction.

    One whose ORI is there stays as staff keep it. One that orders brought under the same name gets
    the ORI. Agencies of one state that share their name get the ORI behind it.

    Raises:
        UnreadableDirectory: columns are missing.
    """
    report = Report()
    with transaction.atomic():
        entries = list(_entries(file, report))
        _write(_told_apart(entries), report)
        transaction.set_rollback(dry_run)
    return report


def _entries(file: TextIO, report: Report) -> Iterator[Entry]:
    rows = csv.DictReader(file)
    columns = set(rows.fieldnames or ())
    if "ori" not in columns or not columns.intersection(_NAMES):
        raise UnreadableDirectory("The first line must name the columns `ori` and `name`.")
    seen: set[str] = set()
    for row in rows:
        entry, reason = _entry(rows.line_num, row)
        if entry is None:
            report.refused.append((rows.line_num, reason))
        elif entry.ori in seen:
            reason = f"The ORI {entry.ori} stands in the file twice."
            report.refused.append((rows.line_num, reason))
        else:
            seen.add(entry.ori)
            yield entry


def _entry(line: int, row: dict[str, str]) -> tuple[Entry | None, str]:
    """Return what a row says, or why it says nothing."""
    said = {column: " ".join((row.get(column) or "").split()) for column in row if column}
    ori, name = said["ori"].upper(), next(filter(None, map(said.get, _NAMES)), "")[:180]
    state = said.get("state", "").upper() or _STATES.get(ori[:2], ori[:2])
    if ori_in(ori) != ori:
        return None, f"“{ori}” is not an ORI of 9 letters and digits."
    if not name:
        return None, f"The agency {ori} has no name."
    if state not in PLACES:
        return None, f"“{state}” is no state or territory."
    kind = (said.get("agency_type_name") or said.get("agency_type") or "").casefold()
    entry = Entry(
        line=line,
        ori=ori,
        name=name,
        agency_type=_type(kind, name),
        city=said.get("city", "")[:100],
        state=state,
        alias=said.get("icpsr_name", "")[:200],
    )
    return entry, ""


def _type(kind: str, name: str) -> AgencyType:
    if kind in AgencyType.values:
        return AgencyType(kind)
    key = normalized_agency_name(name)
    if key.endswith("sheriffs office"):
        return AgencyType.SHERIFF
    if kind not in _TYPES and key.endswith("police department"):
        return AgencyType.MUNICIPAL
    return _TYPES.get(kind, AgencyType.OTHER)


def _told_apart(entries: Iterable[Entry]) -> list[Entry]:
    rows = list(entries)
    keys = [entry.key for entry in rows]
    counts = Counter(keys)
    return [
        replace(entry, name=f"{entry.name} ({entry.ori})") if counts[key] > 1 else entry
        for entry, key in zip(rows, keys, strict=True)
    ]


def _write(entries: list[Entry], report: Report) -> None:
    known = set(Agency.objects.exclude(ori=None).values_list("ori", flat=True))
    by_key = {(row.normalized_name, row.state): row for row in Agency.objects.select_for_update()}
    new, adopted, aliases = [], [], []
    for entry in entries:
        there = by_key.get(entry.key)
        if entry.ori in known:
            report.known += 1
        elif there and there.ori:
            report.refused.append((entry.line, f"“{entry.name}” is there with {there.ori}."))
        elif there:
            there.ori, there.is_listed = entry.ori, True
            adopted.append(there)
        else:
            new.append(_agency(entry))
            aliases.append(entry)
    Agency.objects.bulk_create(new, batch_size=_BATCH)
    Agency.objects.bulk_update(adopted, ["ori", "is_listed"], batch_size=_BATCH)
    report.created, report.adopted = len(new), len(adopted)
    report.aliases = _write_aliases(aliases)


def _agency(entry: Entry) -> Agency:
    return Agency(
        name=entry.name,
        normalized_name=entry.key[0],
        agency_type=entry.agency_type,
        ori=entry.ori,
        city=entry.city,
        state=entry.state,
        is_listed=True,
    )


def _write_aliases(entries: Iterable[Entry]) -> int:
    """Keep the other names that lead to one agency only, and return their number."""
    named = [
        (normalized_agency_name(entry.alias), entry.state, entry)
        for entry in entries
        if entry.alias
    ]
    counts = Counter((key, state) for key, state, _ in named)
    taken = set(Agency.objects.values_list("normalized_name", "state"))
    taken |= set(AgencyAlias.objects.values_list("normalized_name", "state"))
    ids = dict(Agency.objects.exclude(ori=None).values_list("ori", "pk"))
    rows = [
        AgencyAlias(agency_id=ids[entry.ori], name=entry.alias, normalized_name=key, state=state)
        for key, state, entry in named
        if key and counts[key, state] == 1 and (key, state) not in taken
    ]
    AgencyAlias.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)
