"""What facet values are called: closed vocabularies from the code, the others in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.db import connection
from django.db.models import CharField, Value

from library.catalog.enums import Format, Kind
from library.catalog.models import Audience, Language, Topic
from library.inventory.enums import Availability
from search.query import FacetName

FACETS = {
    FacetName.TOPIC: "Topic",
    FacetName.KIND: "Kind",
    FacetName.FORMAT: "Format",
    FacetName.AUDIENCE: "Audience",
    FacetName.LANGUAGE: "Language",
    FacetName.YEAR: "Year",
    FacetName.AVAILABILITY: "Availability",
}
CLOSED: dict[FacetName, dict[str, str]] = {
    FacetName.KIND: {str(value): str(label) for value, label in Kind.choices},
    FacetName.FORMAT: {str(value): str(label) for value, label in Format.choices},
    FacetName.AVAILABILITY: {str(value): str(label) for value, label in Availability.choices},
}
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of all values, by facet, and the broader topic of each topic that has one."""

    names: dict[FacetName, dict[str, str]]
    broader: dict[str, str] = field(default_factory=dict)

    def label(self, name: FacetName, value: str) -> str:
        """Return what a value is called; an index may know one the database has forgotten."""
        return self.names.get(name, {}).get(value, value)

    def knows(self, name: FacetName, value: str) -> bool:
        """Tell whether a value can be chosen at all."""
        if name == FacetName.YEAR:
            return value.isascii() and value.isdigit() and len(value) == _YEAR_DIGITS
        return value in self.names[name]


def load_labels() -> Labels:
    """Read topics, audiences and languages, in one statement."""
    names: dict[FacetName, dict[str, str]] = {**CLOSED, FacetName.YEAR: {}}
    names |= {FacetName.TOPIC: {}, FacetName.AUDIENCE: {}, FacetName.LANGUAGE: {}}
    broader: dict[str, str] = {}
    for facet, value, label, parent in _editable():
        names[FacetName(facet)][value] = label
        if parent:
            broader[value] = parent
    return Labels(names, broader)


def _editable() -> Iterable[tuple[str, str, str, str | None]]:
    with connection.cursor() as cursor:
        cursor.execute(*_statement())
        rows: Iterable[tuple[str, str, str, str | None]] = cursor.fetchall()
        return rows


@cache
def _statement() -> tuple[str, tuple[str, ...]]:
    """Return the SQL of all names and its parameters: to put it together takes a millisecond."""
    topics = Topic.objects.order_by().values_list(
        _facet(FacetName.TOPIC), "slug", "name", "parent__slug"
    )
    audiences = Audience.objects.order_by().values_list(
        _facet(FacetName.AUDIENCE), "slug", "name", Value("")
    )
    languages = Language.objects.order_by().values_list(
        _facet(FacetName.LANGUAGE), "code", "name", Value("")
    )
    statement: str
    statement, parameters = topics.union(audiences, languages, all=True).query.sql_with_params()
    return statement, tuple(parameters)


def _facet(name: FacetName) -> Value:
    return Value(str(name), output_field=CharField())
