"""How much may be asked for: what counts, what was had before, and what is left."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, When
from django.utils import timezone

from library.inventory.selectors import days_of_cover, weights_of
from library.orders.enums import AgencyType, LimitScope
from library.orders.models import LimitExemption, OrderLine, QuantityLimit
from library.orders.states import TO_DECIDE, OrderState

# What an order asks for counts from the moment it is placed; what was refused does not.
_REFUSED = (OrderState.DECLINED, OrderState.CANCELLED)
_OF_TITLES = {
    LimitScope.ORDER_TITLE: "",
    LimitScope.AGENCY_TITLE: "order__agency",
    LimitScope.ADDRESS_TITLE: "order__delivery_point",
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as limits know them. An agency or address that never ordered is None."""

    agency_type: AgencyType
    agency_id: int | None = None
    delivery_point: str | None = None


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit and what an order asks of it. `resource_id` is None where the whole order counts.

    Quantities are copies, or grams where the weight counts. `had` is what was asked for before,
    within `window_days`.
    """

    scope: LimitScope
    resource_id: int | None
    requested: int
    limit: int
    had: int = 0
    window_days: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the order would pass the limit."""
        return self.had + self.requested > self.limit

    @property
    def label(self) -> str:
        """What the limit counts, in words."""
        return str(LimitScope(self.scope).label)

    @property
    def left(self) -> int:
        """What may still be asked for without a reason."""
        return max(self.limit - self.had, 0)


class OverLimit(Exception):
    """An order asks for more than the limits allow and gives no reason. Nothing was placed."""

    def __init__(self, excesses: Iterable[Excess]) -> None:
        self.excesses = tuple(excesses)
        super().__init__(
            "; ".join(f"{each.requested} where {each.left} are left" for each in self.excesses)
        )


def limits_of(*, resource_ids: Iterable[int]) -> dict[int, int | None]:
    """Return the copies that one order may ask for of each resource; None where nothing limits."""
    ids = list(resource_ids)
    rows = _Rows(ids).of_title[LimitScope.ORDER_TITLE]
    return {pk: rows[pk].most if pk in rows else None for pk in ids}


def excesses_of(*, quantities: Mapping[int, int], asker: Asker) -> tuple[Excess, ...]:
    """Return every limit that copies of resources, asked for now, would pass.

    Call it where the order is written, with the agency and the address locked: what others ask
    for meanwhile must wait. Six statements at most, however many titles.
    """
    return tuple(each for each in standings_of(quantities=quantities, asker=asker) if each.is_over)


def standings_of(*, quantities: Mapping[int, int], asker: Asker) -> tuple[Excess, ...]:
    """Return every limit that holds for an order, passed or not. Six statements at most."""
    rows = _Rows(quantities)
    exempt = _exempt(quantities, asker) if rows else set()
    counted = {pk: copies for pk, copies in quantities.items() if pk not in exempt}
    if not counted:
        return ()
    return (*_of_titles(counted, rows, asker), *_of_the_order(counted, rows))


class _Rows:
    """The limits that concern some resources."""

    def __init__(self, resource_ids: Iterable[int]) -> None:
        ids = list(resource_ids)
        found = QuantityLimit.objects.filter(Q(resource_id__in=ids) | Q(resource_id=None))
        self.of_title: dict[LimitScope, dict[int, QuantityLimit]] = {}
        self.of_order: dict[LimitScope, QuantityLimit] = {}
        own = {(row.scope, row.resource_id): row for row in found}
        for scope in _OF_TITLES:
            limits = ((pk, own.get((scope, pk)) or own.get((scope, None))) for pk in ids)
            self.of_title[scope] = {pk: row for pk, row in limits if row}
        for scope in (LimitScope.ORDER_COPIES, LimitScope.ORDER_WEIGHT):
            if row := own.get((scope, None)):
                self.of_order[scope] = row

    def __bool__(self) -> bool:
        return any(self.of_title.values()) or bool(self.of_order)


def _of_titles(quantities: Mapping[int, int], rows: _Rows, asker: Asker) -> list[Excess]:
    cover = _cover(rows)
    found = []
    for scope, path in _OF_TITLES.items():
        limits = {pk: row for pk, row in rows.of_title[scope].items() if pk in quantities}
        had = _had(limits, path, asker)
        for pk, row in limits.items():
            limit = _shrunk(row, cover.get(pk))
            window = row.window_days if path else 0
            found.append(Excess(scope, pk, quantities[pk], limit, had[pk], window))
    return found


def _of_the_order(quantities: Mapping[int, int], rows: _Rows) -> list[Excess]:
    found = []
    if row := rows.of_order.get(LimitScope.ORDER_COPIES):
        found.append(Excess(LimitScope.ORDER_COPIES, None, sum(quantities.values()), row.most))
    if row := rows.of_order.get(LimitScope.ORDER_WEIGHT):
        weights = weights_of(resource_ids=quantities)
        grams = sum(weights.get(pk, 0) * copies for pk, copies in quantities.items())
        found.append(Excess(LimitScope.ORDER_WEIGHT, None, grams, row.most))
    return found


def _had(limits: Mapping[int, QuantityLimit], path: str, asker: Asker) -> Counter[int]:
    """Return the copies of each resource that were asked for within its limit's window."""
    had: Counter[int] = Counter()
    who = {"order__agency": asker.agency_id, "order__delivery_point": asker.delivery_point}.get(
        path
    )
    if not who:
        return had
    by_window: dict[int, list[int]] = {}
    for pk, row in limits.items():
        by_window.setdefault(row.window_days, []).append(pk)
    for days, ids in by_window.items():
        lines = OrderLine.objects.filter(
            **{path: who},
            resource__in=ids,
            order__placed_at__gt=timezone.now() - timedelta(days=days),
        )
        had.update(dict(_copies(lines)))
    return had


def _copies(lines: QuerySet[OrderLine]) -> QuerySet[OrderLine, tuple[int, int]]:
    granted = Case(
        When(order__state__in=TO_DECIDE, then=F("requested") - F("cancelled")),
        default=F("approved") - F("cancelled"),
        output_field=IntegerField(),
    )
    counted = lines.exclude(order__state__in=_REFUSED).order_by().values("resource")
    return counted.annotate(copies=Sum(granted)).values_list("resource", "copies")


def _cover(rows: _Rows) -> dict[int, float | None]:
    shrinking = {
        pk
        for limits in rows.of_title.values()
        for pk, row in limits.items()
        if row.shrinks_below_days
    }
    return days_of_cover(resource_ids=shrinking) if shrinking else {}


def _shrunk(row: QuantityLimit, days: float | None) -> int:
    """Return a limit as the shelf allows it: one copy may always be asked for."""
    if not row.shrinks_below_days or days is None or days >= row.shrinks_below_days:
        return row.most
    return min(row.most, max(1, int(row.most * days / row.shrinks_below_days)))


def _exempt(resource_ids: Iterable[int], asker: Asker) -> set[int]:
    """Return the resources that no limit holds for, for whoever asks today."""
    today = timezone.localdate()
    exemptions = LimitExemption.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=today),
        Q(ends_on=None) | Q(ends_on__gte=today),
        Q(agency_types=[]) | Q(agency_types__contains=[asker.agency_type]),
    ).prefetch_related("resources")
    ids = set(resource_ids)
    exempt: set[int] = set()
    for exemption in exemptions:
        named = {resource.pk for resource in exemption.resources.all()}
        exempt |= named & ids if named else ids
    return exempt
