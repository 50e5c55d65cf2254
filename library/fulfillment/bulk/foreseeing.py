"""What a bulk action would do to each row, and why not to some, before anything is done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db.models import Sum

from library.fulfillment.bulk.actions import BulkAction
from library.fulfillment.models import Shipment
from library.fulfillment.selectors.queue import open_lines_in_turn
from library.fulfillment.states import ShipmentState
from library.inventory.selectors import shelves_of
from library.orders.models import Order
from library.orders.services import NotYours, check_may_decide
from library.orders.services.lines import open_copies
from library.orders.states import OPEN_STATES, TO_DECIDE, OrderState

# In which states an order may take a step.
_STATES = {
    "approve": TO_DECIDE,
    "decline": TO_DECIDE,
    "hold": frozenset({OrderState.PLACED}),
    "allocate": OPEN_STATES,
}
type Granted = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of one row: an effect, or why it would be refused."""

    key: int
    name: str
    agency: str
    effect: str
    refusal: str


def foresee(
    *, action: BulkAction, keys: Iterable[int], user: PermissionsMixin | AnonymousUser
) -> list[Foreseen]:
    """Return what would become of each row, those refused first. Five statements at most."""
    if action.of_parcels:
        rows = [_parcel(parcel) for parcel in _parcels(keys)]
    else:
        orders = list(_orders(keys))
        granted = _granted(orders) if action.name == "allocate" else {}
        rows = [_order(action, order, user, granted) for order in orders]
    return sorted(rows, key=lambda row: not row.refusal)


def names_of(*, action: BulkAction, keys: Iterable[int]) -> dict[int, str]:
    """Return the numbers by which people know the rows, by key, in the order given."""
    model, field = (Shipment, "number") if action.of_parcels else (Order, "reference")
    names = dict(model._default_manager.filter(pk__in=keys).values_list("pk", field))  # noqa: SLF001
    return {key: names[key] for key in keys if key in names}


def _orders(keys: Iterable[int]) -> Iterable[Order]:
    orders = Order.objects.filter(pk__in=list(keys)).select_related("agency")
    return orders.prefetch_related("lines").order_by("placed_at", "pk")


def _parcels(keys: Iterable[int]) -> Iterable[Shipment]:
    parcels = Shipment.objects.filter(pk__in=list(keys)).select_related("order__agency")
    return parcels.annotate(copies=Sum("lines__quantity")).order_by("order__placed_at", "pk")


def _parcel(parcel: Shipment) -> Foreseen:
    wrong = parcel.state != ShipmentState.ALLOCATED
    return Foreseen(
        parcel.pk,
        parcel.number,
        parcel.order.agency.name,
        "" if wrong else f"{parcel.copies} copies are picked",  # type: ignore[attr-defined]
        f"It is “{parcel.get_state_display()}” already." if wrong else "",
    )


def _order(
    action: BulkAction, order: Order, user: PermissionsMixin | AnonymousUser, granted: Granted
) -> Foreseen:
    refusal = _refusal(action, order, user)
    effect = "" if refusal else _effect(action, order, granted)
    return Foreseen(order.pk, order.reference, order.agency.name, effect, refusal)


def _refusal(action: BulkAction, order: Order, user: PermissionsMixin | AnonymousUser) -> str:
    if order.state not in _STATES[action.name]:
        return f"It is “{order.get_state_display()}”."
    if action.name == "allocate" and not any(map(open_copies, order.lines.all())):
        return "Every copy approved is set aside or shipped."
    if action.name in {"approve", "decline"}:
        try:
            check_may_decide(order=order, user=user)
        except NotYours as not_yours:
            return str(not_yours)
    return ""


def _effect(action: BulkAction, order: Order, granted: Granted) -> str:
    lines = list(order.lines.all())
    if action.name == "approve":
        copies = sum(line.requested - line.cancelled for line in lines)
        return f"{copies} copies of {len(lines)} titles are approved"
    if action.name == "allocate":
        wanted = sum(map(open_copies, lines))
        given = granted.get(order.pk, 0)
        waiting = f", {wanted - given} wait" if wanted > given else ""
        return f"{given} of {wanted} copies are set aside{waiting}"
    return {"hold": "Waits for a reviewer", "decline": "Nothing is sent"}[action.name]


def _granted(orders: list[Order]) -> dict[int, int]:
    """Return the copies each order would be given: all that wait are served in their turn."""
    resources = {line.resource_id for order in orders for line in order.lines.all()}
    left = {pk: shelf.available for pk, shelf in shelves_of(resource_ids=resources).items()}
    given: dict[int, int] = {}
    for order_id, resource_id, copies in open_lines_in_turn(resource_ids=resources):
        share = min(copies, left.get(resource_id, 0))
        left[resource_id] = left.get(resource_id, 0) - share
        given[order_id] = given.get(order_id, 0) + share
    return given
