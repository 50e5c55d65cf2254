"""What can be done with many orders or parcels at once, each by the service that does one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser

from library.fulfillment import services
from library.inventory.ledger import InsufficientStock
from library.orders import services as orders
from library.orders.states import IllegalChange

MOST_AT_ONCE = 1_000

# What a service refuses for one row; the others go on.
REFUSALS = (
    IllegalChange,
    InsufficientStock,
    orders.ImpossibleQuantity,
    orders.MissingReason,
    orders.NothingApproved,
    orders.NotYours,
)


@dataclass(frozen=True, slots=True)
class BulkAction:
    """One kind of step.

    Attributes:
        done: what became of a row, such as `approved`.
        perform: takes the key of the row, the actor and the reason.
        of_parcels: whether the rows are parcels, not orders.
    """

    name: str
    label: str
    done: str
    permission: str
    perform: Callable[[int, AbstractBaseUser | None, str], object]
    needs_reason: bool = False
    of_parcels: bool = False

    @property
    def kind(self) -> str:
        """The name of its job."""
        return f"fulfillment.bulk_{self.name}"


ACTIONS = {
    action.name: action
    for action in (
        BulkAction(
            "approve",
            "Approve in full",
            "approved",
            "orders.approve_order",
            lambda pk, actor, _: orders.approve_order(order_id=pk, actor=actor),
        ),
        BulkAction(
            "hold",
            "Hold for review",
            "held for review",
            "orders.decline_order",
            lambda pk, actor, why: orders.hold_order(order_id=pk, actor=actor, reason=why),
            needs_reason=True,
        ),
        BulkAction(
            "decline",
            "Decline",
            "declined",
            "orders.decline_order",
            lambda pk, actor, why: orders.decline_order(order_id=pk, actor=actor, reason=why),
            needs_reason=True,
        ),
        BulkAction(
            "allocate",
            "Allocate",
            "allocated",
            "fulfillment.add_shipment",
            lambda pk, actor, _: services.allocate_order(order_id=pk, actor=actor),
        ),
        BulkAction(
            "pick",
            "Mark picked",
            "picked",
            "fulfillment.change_shipment",
            lambda pk, actor, _: services.pick_shipment(shipment_id=pk, actor=actor),
            of_parcels=True,
        ),
    )
}
