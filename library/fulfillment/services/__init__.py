"""From approved order to parcel. Locks are taken in one order: the order, its shipment, stock."""

from library.fulfillment.services.allocating import (
    NothingToAllocate,
    allocate_order,
    allocate_waiting,
)
from library.fulfillment.services.cancelling import cancel_lines, cancel_order, cancel_shipment
from library.fulfillment.services.returning import (
    NothingReturned,
    Returned,
    TooManyReturned,
    take_back_shipment,
)
from library.fulfillment.services.shipping import pick_shipment, ship_shipment

__all__ = [
    "NothingReturned",
    "NothingToAllocate",
    "Returned",
    "TooManyReturned",
    "allocate_order",
    "allocate_waiting",
    "cancel_lines",
    "cancel_order",
    "cancel_shipment",
    "pick_shipment",
    "ship_shipment",
    "take_back_shipment",
]
