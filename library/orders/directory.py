"""Which agency somebody means, and which ones a few letters may become."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Replace
from django.db.models.lookups import Exact

from library.orders.agencies import is_slip_of, normalized_agency_name, ori_in
from library.orders.models import Agency, AgencyAlias

SUGGESTED = 8
_SHORTEST = 2  # letters that something is suggested for
_LIKE = 0.5  # trigrams in common that make a candidate; whether it is a slip is seen by its letters
_CANDIDATES = 20
_ALIKE = """
    SELECT mine.id, other.id FROM orders_agency mine CROSS JOIN LATERAL (
        SELECT id, similarity(normalized_name, mine.normalized_name) AS likeness
        FROM orders_agency
        WHERE state = mine.state AND id <> mine.id AND normalized_name %% mine.normalized_name
        ORDER BY likeness DESC, is_listed DESC, id LIMIT 3
    ) other
    WHERE mine.id = ANY(%(ids)s) AND other.likeness >= 0.6
    ORDER BY mine.id, other.likeness DESC
"""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """An agency that orders brought, and those of its state that it may be."""

    agency: Agency
    alike: tuple[Agency, ...]


def agency_meant_by(*, name: str, state: str) -> Agency | None:
    """Return the agency that a name typed by somebody in a state stands for, or None.

    An ORI in the name decides. Else the key of the name does, or of an alias, then the only
    agency of the state whose name is a slip of the fingers away. At most three statements.
    """
    ori, key = ori_in(name), normalized_agency_name(name)
    if ori and (agency := Agency.objects.filter(ori=ori).first()):
        return agency
    if agency := _called(key, state):
        return agency
    near = Agency.objects.filter(_may_be_slip_of(key), state=state).order_by("pk")
    slips = [agency for agency in near if is_slip_of(agency.normalized_name, key)]
    return slips[0] if len(slips) == 1 else None


def _called(key: str, state: str) -> Agency | None:
    """Return the agency that has a key, before the one that has it as an alias. One statement."""
    has = {"normalized_name": key, "state": state}
    keys = Agency.objects.filter(**has).values("pk")
    keys = keys.union(AgencyAlias.objects.filter(**has).values("agency"))
    return Agency.objects.filter(pk__in=keys).order_by(_not(normalized_name=key), "pk").first()


def _not(**conditions: str) -> Case:
    return Case(When(**conditions, then=0), default=1)


def _may_be_slip_of(key: str) -> Q:
    """Return what holds for every key a slip away: all words but one agree, or all letters do.

    It compares letters: how like all names are takes the database 67 to 95 ms among 23,000.
    """
    spaceless = Replace("normalized_name", Value(" "), Value(""))
    may_be = Q(Exact(spaceless, Value(key.replace(" ", ""))))
    words = key.split()
    for place, word in enumerate(words):
        begins = " ".join([*words[:place], word[0]])
        ends = "".join(f" {each}" for each in words[place + 1 :])
        may_be |= Q(normalized_name__startswith=begins, normalized_name__endswith=ends)
    return may_be


def alike_agencies(*, key: str, state: str) -> QuerySet[Agency]:
    """Return the agencies of a state whose keys are most like a key."""
    found = Agency.objects.filter(state=state, normalized_name__trigram_similar=key)
    alike = found.annotate(likeness=TrigramSimilarity("normalized_name", key))
    return alike.filter(likeness__gte=_LIKE).order_by("-likeness", "pk")[:_CANDIDATES]


def found_agencies(*, text: str) -> QuerySet[Agency]:
    """Return all agencies whose names hold all words of a text, or whose ORI it begins."""
    return Agency.objects.filter(_holds(text)).order_by("name", "state", "pk")[:_CANDIDATES]


def _holds(text: str) -> Q:
    holds = Q(ori__startswith=text.strip().upper())
    words = [Q(normalized_name__contains=word) for word in normalized_agency_name(text).split()]
    return holds | reduce(and_, words) if words else holds


def suggested_agencies(*, text: str, state: str = "") -> QuerySet[Agency]:
    """Return listed agencies whose names hold all words typed; those of the state first."""
    listed = Agency.objects.filter(is_listed=True)
    first = normalized_agency_name(text).partition(" ")[0]
    if len(text.strip()) < _SHORTEST or not first:
        return listed.none()
    nearest = (_not(state=state), _not(normalized_name__startswith=first))
    return listed.filter(_holds(text)).order_by(*nearest, "name", "state", "pk")[:SUGGESTED]


def unchecked_agencies() -> QuerySet[Agency]:
    """Return the agencies that orders brought and nobody has listed or merged, newest first."""
    return (
        Agency.objects.filter(is_listed=False).annotate(order_count=Count("orders")).order_by("-pk")
    )


def with_alike(*, agencies: Iterable[Agency]) -> list[Unchecked]:
    """Return agencies, each with up to three it may be. Two statements, however many."""
    rows = list(agencies)
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, {"ids": [row.pk for row in rows]})
        pairs = cursor.fetchall()
    others = Agency.objects.in_bulk({other for _, other in pairs})
    return [
        Unchecked(row, tuple(others[other] for pk, other in pairs if pk == row.pk)) for row in rows
    ]
