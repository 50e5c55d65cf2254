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
from library.fulfillment.services.scans import ForeignScan, take_scan
from library.fulfillment.services.shipping import pick_shipment, ship_shipment
from library.fulfillment.services.short_picks import (
    AlreadyPacked,
    NotShort,
    ShortPick,
    record_short_pick,
)
from library.fulfillment.services.waves import (
    NothingToWave,
    allocate_for_wave,
    cancel_wave,
    open_wave,
    pick_wave,
    start_wave,
)

__all__ = [
    "AlreadyPacked",
    "ForeignScan",
    "NotShort",
    "NothingReturned",
    "NothingToAllocate",
    "NothingToWave",
    "Returned",
    "ShortPick",
    "TooManyReturned",
    "allocate_for_wave",
    "allocate_order",
    "allocate_waiting",
    "cancel_lines",
    "cancel_order",
    "cancel_shipment",
    "cancel_wave",
    "open_wave",
    "pick_shipment",
    "pick_wave",
    "record_short_pick",
    "ship_shipment",
    "start_wave",
    "take_back_shipment",
    "take_scan",
]
