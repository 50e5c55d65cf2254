"""The arithmetic of an order's lines. It changes the lines it is given and saves nothing."""

from collections.abc import Iterable

from library.orders.models import OrderLine
from library.orders.states import OrderState

QUANTITIES = ["approved", "allocated", "shipped", "back_ordered", "cancelled", "returned"]


class ImpossibleQuantity(ValueError):
    """A line cannot change by the number of copies asked for."""

    def __init__(self, line: OrderLine, quantity: int, allowed: int) -> None:
        self.line_id = line.pk
        self.quantity = quantity
        self.allowed = allowed
        super().__init__(f"{quantity} copies were asked for; from 0 to {allowed} are possible.")


def open_copies(line: OrderLine) -> int:
    """Return the approved copies that are neither set aside, shipped nor cancelled."""
    return line.approved - line.allocated - line.shipped - line.cancelled


def wanted_copies(line: OrderLine) -> int:
    """Return the copies that may be approved: those requested and not given up since."""
    return line.requested - line.cancelled


def approve(line: OrderLine, quantity: int) -> None:
    """Grant some or all of the copies requested. Those given up before stay in the account."""
    line.approved = check_within(line, quantity, wanted_copies(line)) + line.cancelled


def allocate(line: OrderLine, quantity: int) -> None:
    """Note copies set aside, those waiting for stock first of all."""
    line.allocated += check_within(line, quantity, open_copies(line))
    line.back_ordered = min(line.back_ordered, open_copies(line))


def back_order(line: OrderLine, quantity: int) -> None:
    """Note how many copies now wait for stock. It replaces what waited before."""
    line.back_ordered = check_within(line, quantity, open_copies(line))


def release(line: OrderLine, quantity: int) -> None:
    """Note that copies set aside went back to the shelf: they are open again."""
    line.allocated -= check_within(line, quantity, line.allocated)


def ship(line: OrderLine, quantity: int) -> None:
    """Note that copies set aside left."""
    line.allocated -= check_within(line, quantity, line.allocated)
    line.shipped += quantity


def cancel(line: OrderLine, quantity: int) -> None:
    """Give up open copies of a line that was decided about, those that wait last."""
    line.cancelled += check_within(line, quantity, open_copies(line))
    line.back_ordered = min(line.back_ordered, open_copies(line))


def withdraw(line: OrderLine, quantity: int) -> None:
    """Give up copies that nobody has decided about yet."""
    line.cancelled += check_within(line, quantity, wanted_copies(line))


def take_back(line: OrderLine, quantity: int) -> None:
    """Note that shipped copies came back for good."""
    line.returned += check_within(line, quantity, line.shipped - line.returned)


def owe_again(line: OrderLine, quantity: int) -> None:
    """Note that shipped copies came back and are to be sent again: they are open again."""
    line.shipped -= check_within(line, quantity, line.shipped - line.returned)


def state_of(lines: Iterable[OrderLine]) -> OrderState:
    """Return where an approved order stands, as its lines tell."""
    rows = list(lines)
    if all(line.allocated == 0 and open_copies(line) == 0 for line in rows):
        shipped = any(line.shipped for line in rows)
        return OrderState.COMPLETED if shipped else OrderState.CANCELLED
    touched = any(line.allocated or line.shipped or line.back_ordered for line in rows)
    return OrderState.IN_FULFILLMENT if touched else OrderState.APPROVED


def check_within(line: OrderLine, quantity: int, allowed: int) -> int:
    """Return a number of copies of a line that is from zero to what is allowed.

    Raises:
        ImpossibleQuantity: it is not.
    """
    if not 0 <= quantity <= allowed:
        raise ImpossibleQuantity(line, quantity, allowed)
    return quantity
