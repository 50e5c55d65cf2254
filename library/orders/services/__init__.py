"""What can be done with orders: place, decide, and follow what the warehouse does."""

from library.orders.limits import OverLimit
from library.orders.services.accessing import record_access
from library.orders.services.asking import (
    AlreadyAsked,
    NothingAnswered,
    NothingAsked,
    NothingToAnswer,
    answer_question,
    ask_requester,
)
from library.orders.services.cancelling import (
    CopiesSetAside,
    NothingCancelled,
    cancel_lines,
    cancel_order,
)
from library.orders.services.changing import MissingReason
from library.orders.services.deciding import (
    NothingApproved,
    approve_order,
    decline_order,
    hold_order,
)
from library.orders.services.fulfilling import (
    record_allocation,
    record_picking,
    record_release,
    record_shipment,
)
from library.orders.services.lines import ImpossibleQuantity
from library.orders.services.merging import (
    Reference,
    Unmergeable,
    check_mergeable,
    merge_agencies,
    references_to,
)
from library.orders.services.permitting import NotYours, check_may_decide
from library.orders.services.placing import EmptyOrder, NotOrderable, place_order
from library.orders.services.requests import OrderRequest, OrderRequestLine
from library.orders.services.returning import AddressGone, record_return
from library.orders.services.substituting import Substitution, substitute

__all__ = [
    "AddressGone",
    "AlreadyAsked",
    "CopiesSetAside",
    "EmptyOrder",
    "ImpossibleQuantity",
    "MissingReason",
    "NotOrderable",
    "NotYours",
    "NothingAnswered",
    "NothingApproved",
    "NothingAsked",
    "NothingCancelled",
    "NothingToAnswer",
    "OrderRequest",
    "OrderRequestLine",
    "OverLimit",
    "Reference",
    "Substitution",
    "Unmergeable",
    "answer_question",
    "approve_order",
    "ask_requester",
    "cancel_lines",
    "cancel_order",
    "check_may_decide",
    "check_mergeable",
    "decline_order",
    "hold_order",
    "merge_agencies",
    "place_order",
    "record_access",
    "record_allocation",
    "record_picking",
    "record_release",
    "record_return",
    "record_shipment",
    "references_to",
    "substitute",
]
