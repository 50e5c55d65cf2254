"""Copies that come back after their parcel left: to the shelf, or written off as damaged."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from library.fulfillment.enums import ReturnReason
from library.fulfillment.models import Return, ReturnLine, Shipment, ShipmentLine
from library.fulfillment.services.allocating import NothingToAllocate, allocate_order
from library.fulfillment.services.parcels import lines_of, locked_shipment
from library.fulfillment.states import ShipmentState
from library.inventory import ledger
from library.orders import services as orders
from library.orders.services.references import free_number
from library.orders.states import IllegalChange


@dataclass(frozen=True, slots=True)
class Returned:
    """The copies of one line of a parcel that came back, by their condition."""

    shelved: int = 0
    damaged: int = 0

    @property
    def copies(self) -> int:
        """All of them."""
        return self.shelved + self.damaged


class NothingReturned(ValueError):
    """No copy of any title is said to have come back."""

    def __init__(self) -> None:
        super().__init__("Say how many copies came back: at least one of one title.")


class TooManyReturned(ValueError):
    """More copies are said to have come back than left in the parcel and are still out."""

    def __init__(self, line: ShipmentLine, copies: int, still_out: int) -> None:
        self.line_id = line.pk
        self.copies = copies
        self.still_out = still_out
        super().__init__(
            f"{copies} copies are said to have come back; {still_out} of this parcel are still out."
        )


@transaction.atomic
def take_back_shipment(
    *,
    shipment_id: int,
    actor: AbstractBaseUser | None,
    lines: Mapping[int, Returned],
    reason: ReturnReason,
    note: str,
    sends_again: bool,
    key: UUID,
) -> Return:
    """Take copies of a shipped parcel back, by its lines. The same key again gives the same return.

    All of them come back into the books; damaged ones are written off in the same transaction.
    What is to be sent again is owed by the order again and set aside at once, as far as the shelf
    can give it: the order was placed before those who wait now.

    Raises:
        IllegalChange: the parcel has not left.
        NothingReturned, TooManyReturned: no copies, or more than are still out.
        AddressGone: they are to be sent again, and nobody knows where to any more.
    """
    shipment = locked_shipment(shipment_id)
    if made := Return.objects.filter(entry_key=key).first():
        return made
    if shipment.state != ShipmentState.SHIPPED:
        raise IllegalChange(
            ShipmentState(shipment.state), ShipmentState.SHIPPED, what="A return of a shipment"
        )
    rows = _checked(shipment, lines)
    back = Return.objects.create(
        number=free_number("B", is_taken=_is_return),
        shipment=shipment,
        reason=reason,
        note=note,
        sends_again=sends_again,
        recorded_at=timezone.now(),
        recorded_by_id=actor.pk if actor else None,
        entry_key=key,
    )
    ReturnLine.objects.bulk_create(
        ReturnLine(back=back, shipment_line=line, shelved=came.shelved, damaged=came.damaged)
        for line, came in rows.items()
    )
    _move(back, rows, actor)
    _tell_the_order(back, rows, actor)
    if sends_again:
        with suppress(NothingToAllocate):  # then it waits on back-order
            allocate_order(order_id=shipment.order_id, actor=actor)
    return back


def _checked(shipment: Shipment, lines: Mapping[int, Returned]) -> dict[ShipmentLine, Returned]:
    came_before = dict(
        ReturnLine.objects.filter(shipment_line__shipment=shipment)
        .values_list("shipment_line")
        .annotate(copies_back=Sum(F("shelved") + F("damaged")))
    )
    found = {}
    for line in lines_of(shipment):
        came = lines.get(line.pk, Returned())
        still_out = line.quantity - came_before.get(line.pk, 0)
        if min(came.shelved, came.damaged) < 0 or came.copies > still_out:
            raise TooManyReturned(line, came.copies, still_out)
        if came.copies:
            found[line] = came
    if not found:
        raise NothingReturned
    return found


def _move(
    back: Return, rows: Mapping[ShipmentLine, Returned], actor: AbstractBaseUser | None
) -> None:
    ledger.lock(resource_ids=[line.order_line.resource_id for line in rows])
    why = back.get_reason_display()
    for line, came in rows.items():
        resource_id = line.order_line.resource_id
        ledger.take_back(
            resource_id=resource_id,
            quantity=came.copies,
            document=back.number,
            actor=actor,
            reason=f"{why}, {back.shipment.number}",
        )
        if came.damaged:
            ledger.write_off(
                resource_id=resource_id,
                quantity=came.damaged,
                document=back.number,
                actor=actor,
                reason=f"Came back damaged, {back.shipment.number}",
            )


def _tell_the_order(
    back: Return, rows: Mapping[ShipmentLine, Returned], actor: AbstractBaseUser | None
) -> None:
    damaged = {str(line.order_line_id): came.damaged for line, came in rows.items() if came.damaged}
    orders.record_return(
        order_id=back.shipment.order_id,
        actor=actor,
        returned={line.order_line_id: came.copies for line, came in rows.items()},
        sends_again=back.sends_again,
        data={
            "shipment": back.shipment.number,
            "return": back.number,
            "reason": back.get_reason_display(),
            "damaged": damaged,
        },
    )


def _is_return(number: str) -> bool:
    return Return.objects.filter(number=number).exists()
