"""The arithmetic of lines under any sequence of changes."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.orders.models import OrderLine
from library.orders.services.lines import (
    ImpossibleQuantity,
    allocate,
    approve,
    back_order,
    cancel,
    open_copies,
    owe_again,
    release,
    ship,
    state_of,
    take_back,
    withdraw,
)
from library.orders.states import OrderState

CHANGES = st.sampled_from([allocate, back_order, cancel, owe_again, release, ship, take_back])


@given(
    requested=st.integers(1, 50),
    withdrawn=st.integers(0, 60),
    approved=st.integers(0, 60),
    steps=st.lists(st.tuples(CHANGES, st.integers(-3, 60)), max_size=20),
)
def test_no_sequence_of_changes_breaks_a_line(
    requested: int, withdrawn: int, approved: int, steps: list[tuple[object, int]]
) -> None:
    line = OrderLine(requested=requested)
    with suppress(ImpossibleQuantity):
        withdraw(line, withdrawn)
    assert line.cancelled <= requested
    try:
        approve(line, approved)
    except ImpossibleQuantity:
        approve(line, 0)
    for change, quantity in steps:
        with suppress(ImpossibleQuantity):
            change(line, quantity)  # type: ignore[operator]
        assert min(line.allocated, line.shipped, line.back_ordered, line.cancelled) >= 0
        assert line.back_ordered <= open_copies(line)
        assert line.approved == line.allocated + line.shipped + line.cancelled + open_copies(line)
        assert line.approved <= line.requested
        assert 0 <= line.returned <= line.shipped
    cancel(line, open_copies(line))
    assert open_copies(line) == line.back_ordered == 0


def test_a_refused_change_changes_nothing() -> None:
    line = OrderLine(pk=7, requested=5, approved=5, allocated=2)
    with pytest.raises(ImpossibleQuantity) as refusal:
        ship(line, 3)
    assert (refusal.value.line_id, refusal.value.quantity, refusal.value.allowed) == (7, 3, 2)
    assert (line.allocated, line.shipped) == (2, 0)


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        ([OrderLine(approved=3)], OrderState.APPROVED),
        ([OrderLine(approved=3, back_ordered=3)], OrderState.IN_FULFILLMENT),
        ([OrderLine(approved=3, allocated=3)], OrderState.IN_FULFILLMENT),
        ([OrderLine(approved=3, shipped=3), OrderLine(approved=1)], OrderState.IN_FULFILLMENT),
        ([OrderLine(approved=3, shipped=3), OrderLine(approved=0)], OrderState.COMPLETED),
        ([OrderLine(approved=3, shipped=1, cancelled=2)], OrderState.COMPLETED),
        ([OrderLine(approved=3, cancelled=3)], OrderState.CANCELLED),
    ],
)
def test_the_state_follows_from_the_lines(lines: list[OrderLine], state: OrderState) -> None:
    assert state_of(lines) == state
