"""What the ledger says: movements, and their sums by kind and fiscal year."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, QuerySet, Sum, When
from django.db.models.functions import ExtractMonth, ExtractYear

from library.inventory.enums import MovementKind
from library.inventory.models import Movement

WASHINGTON = ZoneInfo("America/New_York")
_FISCAL_YEAR_OPENS = 10  # October 1, Washington time


def movement_of_entry(*, key: UUID) -> Movement | None:
    """Return the movement that a form was entered as, or None."""
    return Movement.objects.filter(entry_key=key).first()


def movements_of(
    *,
    resource_id: int | None = None,
    kind: MovementKind | None = None,
    fiscal_year: int | None = None,
    as_of: datetime | None = None,
) -> QuerySet[Movement]:
    """Return movements, the newest first, for a page to slice: what a total is made of."""
    movements = _known(as_of).select_related("item__resource", "recorded_by")
    if resource_id is not None:
        movements = movements.filter(item__resource_id=resource_id)
    if kind is not None:
        movements = movements.filter(kind=kind)
    if fiscal_year is not None:
        movements = movements.filter(
            occurred_at__gte=_fiscal_year_start(fiscal_year),
            occurred_at__lt=_fiscal_year_start(fiscal_year + 1),
        )
    return movements.order_by("-occurred_at", "-pk")


def movement_totals(*, as_of: datetime | None = None) -> dict[MovementKind, int]:
    """Return the signed sum of copies of every kind of movement, zero where there is none.

    A figure "as of" a moment counts what had been recorded by then, so that it is the same for
    ever: a movement recorded late, though it happened earlier, does not change an old report.
    """
    rows = _known(as_of).order_by().values_list("kind").annotate(Sum("quantity"))
    return dict.fromkeys(MovementKind, 0) | {MovementKind(kind): total for kind, total in rows}


def movements_by_fiscal_year(
    *, as_of: datetime | None = None
) -> list[tuple[int, MovementKind, int]]:
    """Return (fiscal year, kind, signed sum of copies), by year and kind.

    A fiscal year carries the number of the year it ends in, and turns on October 1 in Washington.
    """
    year = ExtractYear("occurred_at", tzinfo=WASHINGTON)
    month = ExtractMonth("occurred_at", tzinfo=WASHINGTON)
    rows = (
        _known(as_of)
        .annotate(month=month)
        .annotate(
            fiscal_year=Case(
                When(month__gte=_FISCAL_YEAR_OPENS, then=year + 1),
                default=year,
                output_field=IntegerField(),
            )
        )
        .order_by("fiscal_year", "kind")
        .values_list("fiscal_year", "kind")
        .annotate(Sum("quantity"))
    )
    return [(number, MovementKind(kind), total) for number, kind, total in rows]


def _known(as_of: datetime | None) -> QuerySet[Movement]:
    movements = Movement.objects.all()
    return movements.filter(occurred_at__lte=as_of, recorded_at__lte=as_of) if as_of else movements


def _fiscal_year_start(fiscal_year: int) -> datetime:
    return datetime(fiscal_year - 1, _FISCAL_YEAR_OPENS, 1, tzinfo=WASHINGTON)
