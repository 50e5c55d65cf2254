"""Counting the bins while orders are picked, without ever correcting what is not wrong."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.fulfillment.models import CountLine, CycleCount, Tally
from library.fulfillment.selectors.counts import (
    InBin,
    in_bins,
    lines_left,
    parcels_to_pick,
    shelves_to_count,
    was_disturbed,
)
from library.fulfillment.states import TO_BE_COUNTED, CountState
from library.inventory import ledger
from library.orders.services.references import free_number


class NothingToCount(Exception):
    """No shelf fits what was asked for."""

    def __init__(self) -> None:
        super().__init__(
            "No shelf fits: choose other bins or fewer days, or finish the count they are in."
        )


class AlreadyCounted(Exception):
    """This count of the shelf has been entered; another one has to begin after it."""

    def __init__(self, line: CountLine) -> None:
        self.line_id = line.pk
        super().__init__(
            "This shelf was entered already. Open the sheet anew before you count it again."
        )


@transaction.atomic
def open_count(
    *, bins: str, not_since_days: int | None, tolerance: int, actor: AbstractBaseUser | None
) -> CycleCount:
    """Make a sheet of the shelves to count.

    Raises:
        NothingToCount: none fits, or all are being counted.
    """
    shelves = list(shelves_to_count(bins=bins, not_since_days=not_since_days))
    if not shelves:
        raise NothingToCount
    count = CycleCount.objects.create(
        number=free_number("C", is_taken=_is_count),
        bins=bins,
        tolerance=tolerance,
        opened_at=timezone.now(),
        opened_by_id=actor.pk if actor else None,
    )
    CountLine.objects.bulk_create(CountLine(count=count, item=shelf) for shelf in shelves)
    return count


@transaction.atomic
def enter_tally(
    *,
    line_id: int,
    counted: int,
    begun_at: datetime,
    all_in_bin: bool,
    actor: AbstractBaseUser | None,
) -> Tally:
    """Compare what was found in a bin with the books, and correct them where it is certain.

    Books and bin can differ without a fault: copies that were picked lie on the packing table, and
    copies that are being picked lie on a cart. What was picked is left out of what is expected.
    As long as copies may be on a cart (`all_in_bin` is false and parcels are to be picked), and
    where copies moved since `begun_at`, a difference is only a reason to count again. So is a first
    count that differs by more than the count tolerates. A recount is believed.

    Raises:
        AlreadyCounted: this shelf is done, or its last count was entered after this one began.
        InsufficientStock: fewer copies are there than parcels are promised; cancel some first.
    """
    line = CountLine.objects.select_for_update().select_related("count", "item").get(pk=line_id)
    last = line.tallies.last()
    if line.state not in TO_BE_COUNTED or (last and last.entered_at > begun_at):
        raise AlreadyCounted(line)
    resource_id = line.item.resource_id
    ledger.lock(resource_ids=[resource_id])
    shelf = in_bins(resource_ids=[resource_id])[resource_id]
    why = ""
    if counted != shelf.expected:
        why = _why_again(line, counted, shelf, begun_at=begun_at, all_in_bin=all_in_bin)
    tally = Tally.objects.create(
        line=line,
        counted=counted,
        expected=shelf.expected,
        why=why,
        entered_at=timezone.now(),
        entered_by_id=actor.pk if actor else None,
    )
    if why:
        line.state = CountState.RECOUNT
    elif counted == shelf.expected:
        line.state = CountState.AGREED
    else:
        line.state = CountState.ADJUSTED
        _adjust(line, tally, shelf, actor)
    line.save(update_fields=["state"])
    _close_when_done(line.count)
    return tally


@transaction.atomic
def close_count(*, count_id: int) -> CycleCount:
    """End a count; shelves that were not counted stay as the books have them."""
    count = CycleCount.objects.select_for_update().get(pk=count_id)
    if count.closed_at is None:
        count.closed_at = timezone.now()
        count.save(update_fields=["closed_at"])
    return count


def _why_again(
    line: CountLine, counted: int, shelf: InBin, *, begun_at: datetime, all_in_bin: bool
) -> str:
    """Return why a difference is not certain yet, or nothing."""
    resource_id = line.item.resource_id
    if was_disturbed(resource_id=resource_id, since=begun_at):
        return "Copies moved while it was counted."
    if shelf.to_pick and not all_in_bin:
        parcels = ", ".join(parcels_to_pick(resource_id=resource_id))
        return f"Copies of {parcels} may be on a cart. See that none is, and count again."[:300]
    is_first = line.state == CountState.TO_COUNT
    if is_first and abs(counted - shelf.expected) > line.count.tolerance:
        return "The first count differs from the books."
    return ""


def _adjust(line: CountLine, tally: Tally, shelf: InBin, actor: AbstractBaseUser | None) -> None:
    ledger.adjust(
        resource_id=line.item.resource_id,
        counted=tally.counted + shelf.picked,
        document=line.count.number,
        actor=actor,
        reason=f"Counted {tally.counted} in {line.item.bin_location or 'no bin'}, "
        f"{tally.expected} expected",
    )


def _close_when_done(count: CycleCount) -> None:
    if not lines_left(count=count):
        close_count(count_id=count.pk)


def _is_count(number: str) -> bool:
    return CycleCount.objects.filter(number=number).exists()
