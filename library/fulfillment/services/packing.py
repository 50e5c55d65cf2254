"""What a scan does to the parcel of a packer. Each verb answers in words and saves what changed.

The packer's row is locked by whoever calls, before the order and its parcel.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from library.fulfillment.enums import AnswerKind, Carrier
from library.fulfillment.models import Packer, Scan, Shipment, ShipmentLine
from library.fulfillment.selectors.packing import (
    last_packing,
    packed_copies,
    packing_lines,
    waiting_parcels,
    wave_progress,
)
from library.fulfillment.services.parcels import locked_shipment
from library.fulfillment.services.shipping import pick_shipment, ship_shipment
from library.fulfillment.states import ShipmentState
from library.inventory.ledger import InsufficientStock
from library.orders.services import ImpossibleQuantity
from library.orders.states import IllegalChange

# A parcel that nobody has scanned anything into for so long may be taken over.
HELD_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a scan is answered: the words, and what it put into which parcel."""

    kind: AnswerKind
    text: str
    shipment: Shipment | None = None
    line: ShipmentLine | None = None
    copies: int = 0


def open_parcel(packer: Packer, shipment: Shipment) -> Answer:
    """Make a parcel the packer's own, unless somebody else has it or it cannot be packed."""
    current = packer.shipment
    if current and current.pk != shipment.pk and packed_copies(shipment_id=current.pk):
        text = f"{current} is not finished. Ship it or put it aside, then scan {shipment}."
        return Answer(AnswerKind.NOT_NOW, text, current)
    shipment = locked_shipment(shipment.pk)
    if refusal := _closed(shipment) or _held_by_another(packer, shipment):
        return refusal
    packer.shipment = shipment
    packer.copies = 1
    return Answer(AnswerKind.OPENED, _what_is_missing(shipment), shipment)


def open_next(packer: Packer, *, wave_id: int) -> Answer | None:
    """Open the next parcel of a wave that nobody packs, in the order of the totes; None: none."""
    for shipment in waiting_parcels(wave_id=wave_id):
        if shipment == packer.shipment:
            continue
        answer = open_parcel(packer, shipment)
        if answer.kind != AnswerKind.TAKEN:
            return answer
    return None


def pack(packer: Packer, resources: dict[int, str]) -> Answer:
    """Put a copy of one of these titles into the packer's parcel; as many as were counted."""
    shipment, refusal = current_parcel(packer)
    if shipment is None:
        return refusal or nothing_open()
    copies, packer.copies = packer.copies, 1
    lines = list(packing_lines(shipment_id=shipment.pk))
    fitting = [line for line in lines if line.order_line.resource_id in resources]
    if not fitting:
        title = next(iter(resources.values()))
        text = f"“{title}” does not belong into {shipment}. Put it back."
        return Answer(AnswerKind.WRONG_ITEM, text, shipment)
    line = next((line for line in fitting if line.packed + copies <= line.quantity), None)
    if line is None:
        return _too_many(shipment, fitting[0], copies)
    line.packed += copies
    line.save(update_fields=["packed"])
    missing = sum(line.quantity - line.packed for line in lines)
    title = f"{line.packed} of {line.quantity}: {line.order_line.resource.title}."
    if missing:
        return Answer(AnswerKind.PACKED, f"{title} {missing} more.", shipment, line, copies)
    text = f"{title} All copies are in: scan the label of the carrier, or “Ship”."
    return Answer(AnswerKind.COMPLETE, text, shipment, line, copies)


def take_back(packer: Packer) -> Answer:
    """Take what the last scan put into the packer's parcel out again."""
    shipment, refusal = current_parcel(packer)
    if shipment is None:
        return refusal or nothing_open()
    scan = last_packing(packer=packer)
    if scan is None or scan.line_id is None:
        return Answer(AnswerKind.NOT_NOW, f"Nothing is in {shipment} to take back.", shipment)
    line = ShipmentLine.objects.select_related("order_line__resource").get(pk=scan.line_id)
    copies = min(scan.copies, line.packed)
    line.packed -= copies
    line.save(update_fields=["packed"])
    Scan.objects.filter(pk=scan.pk).update(copies=0)
    text = f"Taken back: {copies} of {line.order_line.resource.title}. {line.packed} are in."
    return Answer(AnswerKind.UNDONE, text, shipment)


def ship(packer: Packer, *, carrier: Carrier, tracking_number: str) -> Answer:
    """Let the packer's parcel leave once every copy is in, and open the next of its wave."""
    if packer.shipment:
        locked_shipment(packer.shipment.pk)  # the order first, for it changes as well
    shipment, refusal = current_parcel(packer)
    if shipment is None:
        return refusal or nothing_open()
    lines = packing_lines(shipment_id=shipment.pk)
    if missing := sum(line.quantity - line.packed for line in lines):
        text = f"{missing} copies of {shipment} are still missing. Scan them first."
        return Answer(AnswerKind.NOT_NOW, text, shipment)
    try:
        with transaction.atomic():
            _send(packer, shipment, carrier, tracking_number)
    except (IllegalChange, InsufficientStock, ImpossibleQuantity) as problem:
        return Answer(AnswerKind.NOT_NOW, f"{shipment} cannot leave: {problem}", shipment)
    packer.shipped, packer.shipment = shipment, None
    by = f"{carrier.label} {tracking_number}".strip()
    return Answer(AnswerKind.SHIPPED, f"{shipment} has left, {by}.{_go_on(packer)}", shipment)


def put_aside(packer: Packer) -> Answer:
    """Let go of the packer's parcel. What is in the box stays in it."""
    shipment = packer.shipment
    if shipment is None:
        return nothing_open()
    packer.shipment = None
    packer.copies = 1
    return Answer(AnswerKind.NOTED, f"{shipment} is put aside. Scan a packing slip.", shipment)


def current_parcel(packer: Packer) -> tuple[Shipment | None, Answer | None]:
    """Return the packer's parcel, locked; or None with what became of it meanwhile.

    Its order is not locked: who changes nothing but copies in the box waits for less.
    """
    if packer.shipment is None:
        return None, None
    shipment = Shipment.objects.select_for_update().get(pk=packer.shipment.pk)
    if closed := _closed(shipment):
        packer.shipment = None
        return None, closed
    return shipment, None


def nothing_open() -> Answer:
    """Answer a scan that needs a parcel where none is open."""
    return Answer(AnswerKind.NOT_NOW, "No parcel is open. Scan a packing slip first.")


def _send(packer: Packer, shipment: Shipment, carrier: Carrier, tracking_number: str) -> None:
    """Ship a parcel; one that is packed without having been marked as picked was picked."""
    if shipment.state == ShipmentState.ALLOCATED:
        pick_shipment(shipment_id=shipment.pk, actor=packer.user)
    ship_shipment(
        shipment_id=shipment.pk,
        actor=packer.user,
        carrier=carrier,
        tracking_number=tracking_number,
    )


def _go_on(packer: Packer) -> str:
    """Open the next parcel of the wave that the last one was of, and say so."""
    shipped = packer.shipped
    if shipped is None or shipped.wave_id is None:
        return " Scan the next packing slip."
    # Locks are held that others wait for: a parcel that is locked is passed by, never waited for.
    waiting = waiting_parcels(wave_id=shipped.wave_id)
    for shipment in waiting.select_for_update(skip_locked=True, of=("self",))[:5]:
        if not Packer.objects.filter(shipment=shipment).exists():
            packer.shipment = shipment
            return f" Next: {shipment}, place {shipment.wave_position}."
    still, _ = wave_progress(wave_id=shipped.wave_id)
    return " Others pack the rest." if still else f" Wave {shipped.wave} is packed."


def _closed(shipment: Shipment) -> Answer | None:
    if shipment.state == ShipmentState.SHIPPED:
        text = f"{shipment} has left already, {_when(shipment.shipped_at)}{_by(shipment)}."
        return Answer(AnswerKind.ALREADY_SHIPPED, text, shipment)
    if shipment.state == ShipmentState.CANCELLED:
        reason = f": {shipment.cancel_reason}" if shipment.cancel_reason else ""
        text = f"{shipment} was given up{_by(shipment)}{reason}. Put its copies back."
        return Answer(AnswerKind.CANCELLED, text, shipment)
    return None


def _held_by_another(packer: Packer, shipment: Shipment) -> Answer | None:
    """Return the refusal where somebody else packs a parcel; take it over from who has left it."""
    other = Packer.objects.select_related("user").filter(shipment=shipment).first()
    if other is None or other.pk == packer.pk:
        return None
    long_ago = timezone.now() - HELD_FOR
    # Whoever scans at this moment has the row locked: then the parcel is not a left one.
    left = Packer.objects.select_for_update(skip_locked=True).filter(
        pk=other.pk, shipment=shipment, scanned_at__lt=long_ago
    )
    if left.first():
        Packer.objects.filter(pk=other.pk).update(shipment=None)
        return None
    name = other.user.get_username()
    text = f"{name} packs {shipment}, last scan {_when(other.scanned_at)}. Take another parcel."
    return Answer(AnswerKind.TAKEN, text, shipment)


def _too_many(shipment: Shipment, line: ShipmentLine, copies: int) -> Answer:
    rest = line.quantity - line.packed
    title = line.order_line.resource.title
    if rest and copies > 1:
        text = f"{copies} were counted and {rest} are missing of “{title}”. Nothing was changed."
    else:
        text = f"All {line.quantity} of “{title}” are in. Put this one back."
    return Answer(AnswerKind.TOO_MANY, text, shipment)


def _what_is_missing(shipment: Shipment) -> str:
    lines = packing_lines(shipment_id=shipment.pk)
    missing = sum(line.quantity - line.packed for line in lines)
    place = f", place {shipment.wave_position} of {shipment.wave}" if shipment.wave_id else ""
    if missing:
        return f"{shipment}{place}: {missing} copies to scan."
    return f"{shipment}{place}: all copies are in. Scan the label of the carrier, or “Ship”."


def _when(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "N j, H:i") if moment else "some time ago"


def _by(shipment: Shipment) -> str:
    by = shipment.state_changed_by
    return f", by {by.get_username()}" if by else ""
