"""From the bin to the carrier."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F

from library.fulfillment.enums import Carrier
from library.fulfillment.models import Shipment
from library.fulfillment.selectors.parcels import tracking_url
from library.fulfillment.services.following import follow_parcel
from library.fulfillment.services.parcels import change_state, lines_of, locked_shipment
from library.fulfillment.states import ShipmentState
from library.inventory import ledger
from library.orders import services as orders


@transaction.atomic
def pick_shipment(*, shipment_id: int, actor: AbstractBaseUser | None) -> Shipment:
    """Record that every copy of a parcel has been picked from its bin."""
    shipment = locked_shipment(shipment_id)
    change_state(shipment, ShipmentState.PICKED, actor)
    shipment.save()
    shipment.lines.update(picked=F("quantity"))
    orders.record_picking(order_id=shipment.order_id, actor=actor, shipment_number=shipment.number)
    return shipment


@transaction.atomic
def ship_shipment(
    *,
    shipment_id: int,
    actor: AbstractBaseUser | None,
    carrier: str,
    tracking_number: str,
    shipped_at: datetime | None = None,
) -> Shipment:
    """Let a picked parcel leave: stock goes down by its copies, and the order hears of it.

    Raises:
        IllegalChange: the parcel is not picked, or has left already; says when and by whom.
    """
    shipment = locked_shipment(shipment_id)
    change_state(shipment, ShipmentState.SHIPPED, actor)
    shipment.carrier = Carrier(carrier)
    shipment.tracking_number = tracking_number.strip()
    shipment.shipped_at = shipped_at or shipment.state_changed_at
    shipment.shipped_by_id = shipment.state_changed_by_id
    shipment.save()
    lines = lines_of(shipment)
    ledger.ship(
        quantities={line.order_line.resource_id: line.quantity for line in lines},
        document=shipment.number,
        actor=actor,
        occurred_at=shipment.shipped_at,
    )
    orders.record_shipment(
        order_id=shipment.order_id,
        actor=actor,
        shipped={line.order_line_id: line.quantity for line in lines},
        data={
            "shipment": shipment.number,
            "carrier": shipment.carrier,
            "tracking_number": shipment.tracking_number,
            "tracking_url": tracking_url(shipment.carrier, shipment.tracking_number),
        },
    )
    follow_parcel(shipment)
    return shipment
