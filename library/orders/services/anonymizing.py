"""Forgetting who an order was for, a set time after its end. What is counted stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from library.orders.agencies import normalized_agency_name
from library.orders.enums import LimitScope
from library.orders.models import Agency, Order, QuantityLimit, Recipient
from library.orders.services.merging import references_to
from library.orders.states import FINAL_STATES

BATCH = 500  # orders that are forgotten in one transaction

# Of what events tell, words are forgotten but for these; numbers and lists of them stay.
_KEPT_WORDS = ["shipment", "carrier", "return", "mail"]
_FORGET_WORDS = """
    UPDATE orders_orderevent SET data = (
        SELECT coalesce(jsonb_object_agg(key, value), '{}'::jsonb) FROM jsonb_each(data)
        WHERE jsonb_typeof(value) <> 'string' OR key = ANY(%(kept)s)
    )
    WHERE order_id = ANY(%(ids)s) AND data <> '{}'::jsonb
"""
_PERSONAL = (
    "name",
    "email",
    "phone",
    "organization",
    "street1",
    "street2",
    "city",
    "postal_code",
)
_PRIVATE = "Private requester"

type Clearing = Callable[[Sequence[int]], object]
_also: list[Clearing] = []


@dataclass(frozen=True, slots=True)
class Span:
    """The orders that may be due: by keys, the first and the last one, ended until a moment."""

    first: int
    last: int
    ended_until: datetime

    def batches(self) -> list[range]:
        """Return the keys in batches, the same ones however often it is asked."""
        starts = range(self.first, self.last + 1, BATCH)
        return [range(start, min(start + BATCH, self.last + 1)) for start in starts]


class NothingToForget(Exception):
    """No order ended so long ago that its recipient is still known."""

    def __init__(self) -> None:
        super().__init__("No recipient is due to be anonymized.")


def also_forgets(clearing: Clearing) -> Clearing:
    """Let a function of a higher app clear what that keeps of orders, given their keys."""
    if clearing not in _also:
        _also.append(clearing)
    return clearing


def due_orders(*, ended_until: datetime) -> QuerySet[Order]:
    """Return the orders at their end since then whose recipients are still known."""
    return Order.objects.filter(
        state__in=FINAL_STATES, completed_at__lte=ended_until, recipient__anonymized_at=None
    )


def due_span(*, days: int | None = None) -> Span:
    """Return where the orders stand that are due now.

    Raises:
        NothingToForget: there is none.
    """
    kept = timedelta(days=settings.RECIPIENT_DAYS if days is None else days)
    until = timezone.now() - kept
    ends = due_orders(ended_until=until).aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        raise NothingToForget
    return Span(ends["first"], ends["last"], until)


@transaction.atomic
def anonymize_orders(*, keys: range, ended_until: datetime) -> int:
    """Forget the recipients of the due orders among some keys, and return how many those were.

    Name, organization, street, city, ZIP Code, email, phone and every free text go, also those of
    higher apps; a private person's name leaves the directory of agencies. Quantities, state, type
    of agency and dates stay. Doing it again changes nothing.
    """
    due = due_orders(ended_until=ended_until).filter(pk__gte=keys.start, pk__lt=keys.stop)
    orders = list(
        due.select_for_update(of=("self",)).select_related("agency", "recipient").order_by("pk")
    )
    ids = [order.pk for order in orders]
    for order in orders:
        if _is_private(order):
            _forget_private_agency(order)
    Recipient.objects.filter(order__in=ids).update(
        **dict.fromkeys(_PERSONAL, ""), standardized={}, anonymized_at=timezone.now()
    )
    Order.objects.filter(pk__in=ids).update(note="", justification="")
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_WORDS, {"kept": _KEPT_WORDS, "ids": ids})
    for clearing in _also:
        clearing(ids)
    return len(ids)


def forget_points() -> int:
    """Clear the keys of places that no limit can count any more, and return how many."""
    windows = QuantityLimit.objects.filter(scope=LimitScope.ADDRESS_TITLE)
    longest = windows.aggregate(days=Max("window_days"))["days"] or 0
    old = Order.objects.exclude(delivery_point="").exclude(recipient__anonymized_at=None)
    before = timezone.now() - timedelta(days=longest)
    return old.filter(placed_at__lt=before).update(delivery_point="")


def _is_private(order: Order) -> bool:
    """Tell whether the agency that an order brought is a person's name."""
    agency = order.agency
    person = normalized_agency_name(order.recipient.name)
    is_unknown = not agency.is_listed and agency.ori is None
    return is_unknown and bool(person) and person in normalized_agency_name(agency.name)


def _forget_private_agency(order: Order) -> None:
    """Count the order for private requesters of its state and type instead."""
    agency = order.agency
    name = f"{_PRIVATE}, {agency.get_agency_type_display()}"
    order.agency, _ = Agency.objects.get_or_create(
        normalized_name=normalized_agency_name(name),
        state=agency.state,
        defaults={"name": name, "agency_type": agency.agency_type},
    )
    order.save(update_fields=["agency"])
    if not references_to(agency=agency):
        agency.delete()
