"""The life of a parcel: every pair of states, tried."""

import itertools

import pytest

from library.fulfillment.states import ShipmentState, check_change
from library.orders.states import IllegalChange

LEGAL = {
    ("allocated", "picked"),
    ("allocated", "cancelled"),
    ("picked", "shipped"),
    ("picked", "cancelled"),
}


@pytest.mark.parametrize(("current", "wanted"), list(itertools.product(ShipmentState, repeat=2)))
def test_only_the_legal_changes_pass(current: ShipmentState, wanted: ShipmentState) -> None:
    if (current.value, wanted.value) in LEGAL:
        assert check_change(current.value, wanted) == wanted
        return
    with pytest.raises(IllegalChange) as refusal:
        check_change(current.value, wanted, since="Since noon, by ana.")
    assert (refusal.value.current, refusal.value.wanted) == (current, wanted)
    assert str(refusal.value) == (
        f"A shipment that is “{current.label}” cannot become “{wanted.label}”. Since noon, by ana."
    )
