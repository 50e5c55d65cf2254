"""The demo's agencies and orders: a year of them, with some in every state at the end."""

import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from config.demo.tables import read_table
from library.catalog.models import Resource
from library.fulfillment import services as fulfillment
from library.inventory.selectors import stock_of_many
from library.orders import services as orders
from library.orders.enums import AgencyType, LimitScope
from library.orders.models import Agency, Order, OrderEvent, QuantityLimit
from library.orders.services import OrderRequest, OrderRequestLine

SEED = 1994
COPIES_PER_ORDER = 50
LIMITS = {
    LimitScope.ORDER_TITLE: COPIES_PER_ORDER,
    LimitScope.ORDER_COPIES: 400,
    LimitScope.AGENCY_TITLE: 100,
    LimitScope.ADDRESS_TITLE: 100,
}
HISTORY_DAYS = 360
LARGE = 80
JUSTIFICATION = "In-service training for the whole department, two classes of forty."
QUANTITIES = (1, 2, 5, 10, 10, 20, 25, 40)
RECIPIENTS = (
    "Pat Alvarado", "Jo Brandt", "Lee Castellano", "Ray Dempsey", "Kim Ellery", "Dana Foss",
    "Chris Gupta", "Terry Hahn", "Robin Iwata", "Sam Jellinek", "Alex Kowal", "Max Lindqvist",
)  # fmt: skip
REASONS = ("The organization is outside the area we send to.", "The same request came twice.")


@dataclass(frozen=True)
class _Clerk:
    """The clerk who works through the orders, and the parcel services that clerk calls."""

    user: AbstractBaseUser

    def approve(self, order: Order) -> None:
        orders.approve_order(order_id=order.pk, actor=self.user)

    def allocate(self, order: Order) -> None:
        self.approve(order)
        fulfillment.allocate_order(order_id=order.pk, actor=self.user)

    def pick(self, order: Order) -> None:
        self.allocate(order)
        fulfillment.pick_shipment(shipment_id=order.shipments.get().pk, actor=self.user)

    def ship(self, order: Order) -> None:
        self.pick(order)
        shipped_at = min(order.placed_at + timedelta(days=3), timezone.now())
        fulfillment.ship_shipment(
            shipment_id=order.shipments.get().pk,
            actor=self.user,
            carrier="usps",
            tracking_number=f"94001{order.pk:017d}",
            shipped_at=shipped_at,
        )

    def decline(self, order: Order) -> None:
        orders.decline_order(order_id=order.pk, actor=self.user, reason=REASONS[order.pk % 2])

    def cancel(self, order: Order) -> None:
        orders.cancel_order(
            order_id=order.pk, actor=self.user, reason="The agency withdrew its request."
        )

    def review(self, order: Order) -> None:
        """Leave the order at the review desk, where its size has put it."""

    def leave(self, order: Order) -> None:
        """Leave the order as it was placed."""


def load_orders(*, clerk: AbstractBaseUser) -> Iterator[Order]:
    """Place the demo's orders and bring each to its state, yielding it."""
    for scope, most in LIMITS.items():
        QuantityLimit.objects.create(scope=scope, most=most)
    chance = random.Random(SEED)  # noqa: S311  the same demo on every machine
    plenty, empty = _titles()
    clerk_at_work = _Clerk(clerk)
    works = _plan(clerk_at_work)
    rows = read_table("agencies")
    _list_agencies(rows)
    for position, work in enumerate(works):
        row = rows[position % len(rows)]
        placed_at = _placed_at(position, len(works))
        chosen = chance.sample(plenty, chance.randint(1, 4))
        if work == clerk_at_work.allocate:
            chosen.append(chance.choice(empty))
        large = work == clerk_at_work.review
        if position == len(works) - 1:  # somebody wrote it in a way for staff to look at
            row = {**row, "name": f"{row['name']} Records Unit"}
        order = _place(row, chosen, chance, placed_at, large=large)
        work(order)
        yield order


def _list_agencies(rows: Sequence[dict[str, str]]) -> None:
    for row in rows:
        Agency.objects.create(
            name=row["name"],
            agency_type=AgencyType(row["agency_type"]),
            city=row["city"],
            state=row["state"],
            is_listed=True,
        )


def _plan(clerk: _Clerk) -> Sequence[Callable[[Order], None]]:
    """The oldest orders are shipped; the newest stand in every state."""
    ending = [clerk.allocate, clerk.pick, clerk.decline, clerk.cancel, clerk.approve, clerk.review]
    return [clerk.ship] * 84 + ending * 4 + [clerk.leave] * 6


def _placed_at(position: int, count: int) -> datetime:
    age = HISTORY_DAYS * (count - position) / count
    return timezone.now() - timedelta(days=age)


def _titles() -> tuple[list[int], list[int]]:
    """Return titles that cannot run out in the demo, and titles that have run out."""
    keys = Resource.objects.public().order_by("pk").values_list("pk", flat=True)
    stock = {pk: entry for pk, entry in stock_of_many(keys).items() if entry.is_orderable}
    plenty = [pk for pk in stock if stock[pk].available > COPIES_PER_ORDER * 3]
    empty = [pk for pk in stock if stock[pk].available == 0]
    return sorted(plenty), sorted(empty)


def _place(
    row: dict[str, str],
    titles: Sequence[int],
    chance: random.Random,
    placed_at: datetime,
    *,
    large: bool,
) -> Order:
    quantities = (LARGE,) if large else QUANTITIES
    request = OrderRequest(
        lines=tuple(
            OrderRequestLine(resource_id=pk, quantity=chance.choice(quantities)) for pk in titles
        ),
        name=chance.choice(RECIPIENTS),
        organization=row["name"],
        agency_type=AgencyType(row["agency_type"]),
        email="orders@agency.example",
        street1=f"{chance.randint(10, 980)} Main Street",
        city=row["city"],
        state=row["state"],
        postal_code=row["postal_code"],
        justification=JUSTIFICATION if large else "",
    )
    order = orders.place_order(
        idempotency_key=uuid.UUID(int=chance.getrandbits(128)), request=request
    )
    # A history needs a past: no service lets anyone date an order back.
    Order.objects.filter(pk=order.pk).update(placed_at=placed_at)
    OrderEvent.objects.filter(order=order).update(occurred_at=placed_at)
    order.placed_at = placed_at
    return order
