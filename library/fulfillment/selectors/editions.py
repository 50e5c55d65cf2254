"""Editions that a newer one has superseded: what is to be decided, and what was."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, Sum

from library.catalog.enums import Relation
from library.catalog.models import Resource, ResourceRelation
from library.fulfillment.models import EditionChange
from library.inventory.selectors import stock_items
from library.orders.models import Order, OrderLine
from library.orders.states import OPEN_STATES, TO_DECIDE


@dataclass(frozen=True, slots=True)
class OldEdition:
    """A superseded edition, its shelf, and the copies of it that orders have not been given."""

    old: Resource
    new: Resource
    on_hand: int
    allocated: int
    open_copies: int
    decided: EditionChange | None

    @property
    def free(self) -> int:
        """The copies that are in no parcel."""
        return self.on_hand - self.allocated


def old_editions() -> list[OldEdition]:
    """Return every superseded edition that has copies or is waited for, undecided ones first.

    The newer one must be public: a draft supersedes nothing yet. Four statements.
    """
    stated = ResourceRelation.objects.filter(
        relation=Relation.SUPERSEDES, resource__in=Resource.objects.public()
    ).select_related("resource", "target")
    pairs = {row.target_id: row for row in stated.order_by("resource__first_published_at", "pk")}
    shelves = {item.resource_id: item for item in stock_items().filter(resource__in=pairs)}
    waiting = _open_copies(pairs)
    decided = EditionChange.objects.filter(old__in=pairs).select_related("decided_by")
    changes = {change.old_id: change for change in decided}
    rows = [
        OldEdition(
            old=row.target,
            new=row.resource,
            on_hand=shelves[pk].on_hand if pk in shelves else 0,
            allocated=shelves[pk].allocated if pk in shelves else 0,
            open_copies=waiting.get(pk, 0),
            decided=changes.get(pk),
        )
        for pk, row in pairs.items()
    ]
    concerned = [row for row in rows if row.on_hand or row.open_copies or row.decided]
    return sorted(concerned, key=lambda row: (row.decided is not None, row.old.product_number))


def undecided_editions() -> list[OldEdition]:
    """Return the superseded editions whose stock nobody has decided about."""
    return [row for row in old_editions() if row.decided is None]


def changes_of(*, resource_ids: Iterable[int]) -> dict[int, EditionChange]:
    """Return what was decided about these resources, and about those that come in their place."""
    found: dict[int, EditionChange] = {}
    ids = set(resource_ids)
    while ids:
        rows = EditionChange.objects.filter(old__in=ids).exclude(old__in=found)
        new = {row.old_id: row for row in rows}
        found |= new
        ids = {row.new_id for row in new.values()} - found.keys()
    return found


def orders_to_substitute(*, resource_id: int) -> list[int]:
    """Return the keys of the orders with open copies of a resource, the first placed first."""
    held = F("allocated") + F("shipped") + F("cancelled")
    lines = OrderLine.objects.filter(resource_id=resource_id, approved__gt=held)
    orders = Order.objects.filter(state__in=OPEN_STATES, pk__in=lines.values("order"))
    return list(orders.order_by("placed_at", "pk").values_list("pk", flat=True))


def _open_copies(resource_ids: Iterable[int]) -> dict[int, int]:
    lines = OrderLine.objects.filter(resource__in=list(resource_ids)).order_by().values("resource")
    undecided = Q(order__state__in=TO_DECIDE)
    rows = lines.annotate(
        asked=Sum(F("requested") - F("cancelled"), filter=undecided, default=0),
        approved_=Sum(
            F("approved") - F("allocated") - F("shipped") - F("cancelled"),
            filter=Q(order__state__in=OPEN_STATES),
            default=0,
        ),
    )
    return {row["resource"]: row["asked"] + row["approved_"] for row in rows}
