"""Copies shipped by where they went, who asked and what about, read from the parcels that left."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from library.catalog.models import Resource, Topic
from library.distribution.selectors.totals import end_of
from library.fulfillment.models import ShipmentLine
from library.fulfillment.states import ShipmentState
from library.orders.enums import AgencyType

NO_TOPIC = "No topic"


@dataclass(frozen=True, slots=True)
class Share:
    """One row of a breakdown."""

    name: str
    copies: int


def by_state(*, as_of: date | None = None) -> list[Share]:
    """Return copies by the two-letter code of where they went, the most first."""
    return _most_first(_grouped("shipment__order__ship_to_state", as_of))


def by_agency_type(*, as_of: date | None = None) -> list[Share]:
    """Return copies by the kind of agency that asked, the most first."""
    copies: dict[str, int] = _grouped("shipment__order__agency__agency_type", as_of)
    return _most_first({str(AgencyType(kind).label): number for kind, number in copies.items()})


def by_topic(*, as_of: date | None = None) -> list[Share]:
    """Return copies by the broadest topics, the most first.

    A topic counts everything below it and each resource once. A resource in three topics stands
    in three rows, so that the rows add up to more than was shipped.
    """
    copies: dict[int, int] = _grouped("order_line__resource_id", as_of)
    topics = _broadest_topics_of(copies)
    shares: defaultdict[str, int] = defaultdict(int)
    for resource_id, number in copies.items():
        for name in topics.get(resource_id) or {NO_TOPIC}:
            shares[name] += number
    return _most_first(shares)


def _shipped_lines(as_of: date | None) -> QuerySet[ShipmentLine]:
    lines = ShipmentLine.objects.filter(shipment__state=ShipmentState.SHIPPED)
    moment = end_of(as_of)
    if moment is not None:  # when a parcel was said to leave, and when that was said
        lines = lines.filter(
            shipment__shipped_at__lte=moment, shipment__state_changed_at__lte=moment
        )
    return lines


def _grouped[Key](field: str, as_of: date | None) -> dict[Key, int]:
    rows = _shipped_lines(as_of).order_by().values_list(field).annotate(Sum("quantity"))
    return dict(rows)


def _broadest_topics_of(resource_ids: Mapping[int, int]) -> dict[int, set[str]]:
    """Return the names of the broadest topics that each resource stands under."""
    rows = Topic.objects.order_by().values_list("pk", "name", "parent_id")
    names = {pk: name for pk, name, _ in rows}
    parents = {pk: parent for pk, _, parent in rows}
    found: defaultdict[int, set[str]] = defaultdict(set)
    chosen = Resource.objects.filter(pk__in=resource_ids).order_by()
    for pk, primary, topic in chosen.values_list("pk", "primary_topic_id", "topics"):
        found[pk] |= {names[_root(own, parents)] for own in (primary, topic) if own is not None}
    return found


def _root(topic: int, parents: Mapping[int, int | None]) -> int:
    seen = {topic}
    while (parent := parents[topic]) is not None and parent not in seen:
        topic = parent
        seen.add(topic)
    return topic


def _most_first(shares: Mapping[str, int]) -> list[Share]:
    in_order = sorted(shares.items(), key=lambda share: (-share[1], share[0]))
    return [Share(name, copies) for name, copies in in_order]
