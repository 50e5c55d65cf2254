"""The only writer of stock: a verb is one transaction, and a quantity moves by a movement.

An entry may carry a `key`: the same key again gives the movement that was made, and makes none.
"""

from library.inventory.ledger.alerts import claim_alerts
from library.inventory.ledger.allocating import allocate, lock, release, ship
from library.inventory.ledger.events import Event, hand_out_at_event
from library.inventory.ledger.expecting import expect, give_up_receipt, reschedule
from library.inventory.ledger.faults import (
    InsufficientStock,
    MissingDocument,
    NotExpected,
    NotStocked,
)
from library.inventory.ledger.movements import adjust, hand_out, receive, take_back, write_off
from library.inventory.ledger.shelves import describe_item, open_item

__all__ = [
    "Event",
    "InsufficientStock",
    "MissingDocument",
    "NotExpected",
    "NotStocked",
    "adjust",
    "allocate",
    "claim_alerts",
    "describe_item",
    "expect",
    "give_up_receipt",
    "hand_out",
    "hand_out_at_event",
    "lock",
    "open_item",
    "receive",
    "release",
    "reschedule",
    "ship",
    "take_back",
    "write_off",
]
