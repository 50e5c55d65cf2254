"""From approved order to parcel. Locks are taken in one order: the order, its shipment, stock."""

from library.fulfillment.services.allocating import (
    NothingToAllocate,
    allocate_all_arrived,
    allocate_arrived,
    allocate_order,
    allocate_waiting,
)
from library.fulfillment.services.cancelling import cancel_lines, cancel_order, cancel_shipment
from library.fulfillment.services.counting import (
    AlreadyCounted,
    NothingToCount,
    close_count,
    enter_tally,
    open_count,
)
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
from library.fulfillment.services.substituting import (
    NotAnEdition,
    decide_edition,
    substitute_everywhere,
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
    "AlreadyCounted",
    "AlreadyPacked",
    "ForeignScan",
    "NotAnEdition",
    "NotShort",
    "NothingReturned",
    "NothingToAllocate",
    "NothingToCount",
    "NothingToWave",
    "Returned",
    "ShortPick",
    "TooManyReturned",
    "allocate_all_arrived",
    "allocate_arrived",
    "allocate_for_wave",
    "allocate_order",
    "allocate_waiting",
    "cancel_lines",
    "cancel_order",
    "cancel_shipment",
    "cancel_wave",
    "close_count",
    "decide_edition",
    "enter_tally",
    "open_count",
    "open_wave",
    "pick_shipment",
    "pick_wave",
    "record_short_pick",
    "ship_shipment",
    "start_wave",
    "substitute_everywhere",
    "take_back_shipment",
    "take_scan",
]
