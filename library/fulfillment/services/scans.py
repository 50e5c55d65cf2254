"""A scan taken once. Its key is made where it was scanned: sent again, the answer is the same."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from library.fulfillment.codes import (
    CARRIER_COMMANDS,
    MOST_COPIES,
    Code,
    CodeKind,
    Command,
    item_keys,
    read_code,
    tracking_of,
)
from library.fulfillment.enums import AnswerKind, Carrier
from library.fulfillment.models import Packer, Scan, Shipment, Wave
from library.fulfillment.selectors.packing import (
    packed_copies,
    parcels_of_order,
    resources_with,
    wave_progress,
)
from library.fulfillment.services import packing
from library.fulfillment.services.packing import Answer
from library.orders.models import Order
from library.orders.states import OrderState

_LONGEST = 64
_UNKNOWN = "This code is not known here. Nothing was changed."


class ForeignScan(Exception):
    """A scan's key is that of somebody else's scan."""

    def __init__(self, scan_id: UUID) -> None:
        self.scan_id = scan_id
        super().__init__("This scan was made by somebody else. Scan again.")


def take_scan(*, scan_id: UUID, actor: AbstractBaseUser, code: str) -> Scan:
    """Do what a code says, once, and return the scan with its answer.

    Scans of one packer follow each other: the second waits until the first is answered. The text of
    a code that nothing knows is not kept: it may be somebody's license.

    Raises:
        ForeignScan: the key is that of another packer's scan.
    """
    try:
        return _take(scan_id, actor, code)
    except IntegrityError as problem:
        if Scan.objects.filter(pk=scan_id).exclude(packer__user_id=actor.pk).exists():
            raise ForeignScan(scan_id) from problem
        raise


@transaction.atomic
def _take(scan_id: UUID, actor: AbstractBaseUser, code: str) -> Scan:
    packer = _locked_packer(actor)
    if made := Scan.objects.filter(pk=scan_id).first():
        if made.packer_id != packer.pk:
            raise ForeignScan(scan_id)
        return made
    answer = _answer(packer, read_code(code[:_LONGEST]))
    packer.scanned_at = timezone.now()
    packer.save()
    return Scan.objects.create(
        pk=scan_id,
        packer=packer,
        code="" if answer.kind == AnswerKind.UNKNOWN else code.strip()[:_LONGEST],
        scanned_at=packer.scanned_at,
        kind=answer.kind,
        text=answer.text[:500],
        shipment=answer.shipment,
        line=answer.line,
        copies=answer.copies,
    )


def _locked_packer(actor: AbstractBaseUser) -> Packer:
    rows = Packer.objects.select_for_update(of=("self",)).select_related(
        "user", "shipment", "shipped"
    )
    if packer := rows.filter(user_id=actor.pk).first():
        return packer
    Packer.objects.bulk_create([Packer(user_id=actor.pk)], ignore_conflicts=True)
    return rows.get(user_id=actor.pk)


def _answer(packer: Packer, code: Code) -> Answer:
    if code.kind == CodeKind.COMMAND:
        return _command(packer, Command(code.value))
    if code.kind == CodeKind.COUNT:
        return _count(packer, code.copies)
    if code.kind == CodeKind.NUMBER and (answer := _number(packer, code.value)):
        return answer
    if code.kind == CodeKind.BIN:
        text = "That is the label of a bin. Scan the copies themselves."
        return Answer(AnswerKind.NOT_NOW, text, packer.shipment)
    return _item(packer, code.value)


def _command(packer: Packer, command: Command) -> Answer:
    if carrier := CARRIER_COMMANDS.get(command):
        packer.carrier = carrier
        text = f"From now on parcels leave with {carrier.label}."
        return Answer(AnswerKind.NOTED, text, packer.shipment)
    return _COMMANDS[command](packer)


def _count(packer: Packer, copies: int) -> Answer:
    if not 1 <= copies <= MOST_COPIES:
        text = f"A count is a number from 1 to {MOST_COPIES}."
        return Answer(AnswerKind.NOT_NOW, text, packer.shipment)
    packer.copies = copies
    return Answer(AnswerKind.NOTED, f"The next scan counts {copies} copies.", packer.shipment)


def _slip(packer: Packer) -> Answer:
    """Ask for the slip of the parcel that left last, until copies are in the one that is open."""
    shipment = packer.shipment
    if packer.shipped and not (shipment and packed_copies(shipment_id=shipment.pk)):
        shipment = packer.shipped
    if shipment is None:
        return packing.nothing_open()
    return Answer(AnswerKind.PRINT, f"Packing slip of {shipment}.", shipment)


def _next(packer: Packer) -> Answer:
    before = packer.shipment or packer.shipped
    wave_id = before.wave_id if before else None
    if wave_id and (answer := packing.open_next(packer, wave_id=wave_id)):
        return answer
    text = "No parcel follows. Scan a packing slip or a wave."
    return Answer(AnswerKind.NOT_NOW, text, packer.shipment)


def _number(packer: Packer, number: str) -> Answer | None:
    """Answer the number of a parcel, an order or a wave; None where there is no such one."""
    if number.startswith("W-"):
        wave = Wave.objects.filter(number=number).first()
        return _wave(packer, wave) if wave else None
    if number.startswith("R-"):
        return _order(packer, number)
    shipment = Shipment.objects.filter(number=number).first()
    return packing.open_parcel(packer, shipment) if shipment else None


def _order(packer: Packer, reference: str) -> Answer | None:
    if parcels := parcels_of_order(reference=reference):
        return packing.open_parcel(packer, parcels[0])
    order = Order.objects.filter(reference=reference).first()
    if order is None:
        return None
    closed = order.state in {OrderState.CANCELLED, OrderState.DECLINED}
    kind = AnswerKind.CANCELLED if closed else AnswerKind.NOT_NOW
    text = f"Order {order} is “{order.get_state_display()}” and has no parcel."
    return Answer(kind, text, packer.shipment)


def _wave(packer: Packer, wave: Wave) -> Answer:
    current = packer.shipment
    if current and current.wave_id == wave.pk:
        return packing.open_parcel(packer, current)
    if answer := packing.open_next(packer, wave_id=wave.pk):
        return answer
    still, _ = wave_progress(wave_id=wave.pk)
    if still:
        text = f"Every parcel of {wave} that is left is being packed."
        return Answer(AnswerKind.TAKEN, text, current)
    text = f"Nothing is left to pack in {wave}: {wave.get_state_display().lower()}."
    return Answer(AnswerKind.NOT_NOW, text, current)


def _item(packer: Packer, value: str) -> Answer:
    resources = resources_with(keys=item_keys(value))
    if resources:
        return packing.pack(packer, resources)
    if tracked := tracking_of(value):
        carrier, number = tracked
        return packing.ship(packer, carrier=carrier, tracking_number=number)
    return Answer(AnswerKind.UNKNOWN, _UNKNOWN, packer.shipment)


def _mute(packer: Packer) -> Answer:
    text = "The sound is switched on and off by the page itself."
    return Answer(AnswerKind.NOTED, text, packer.shipment)


def _ship_as_usual(packer: Packer) -> Answer:
    return packing.ship(packer, carrier=Carrier(packer.carrier), tracking_number="")


_COMMANDS: dict[Command, Callable[[Packer], Answer]] = {
    Command.UNDO: packing.take_back,
    Command.SHIP: _ship_as_usual,
    Command.PARK: packing.put_aside,
    Command.SLIP: _slip,
    Command.NEXT: _next,
    Command.MUTE: _mute,
}
