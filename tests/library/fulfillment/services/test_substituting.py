"""A newer edition in the place of an old one: drained, substituted or written off."""

from io import BytesIO
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader

from library.catalog.enums import Relation
from library.catalog.models import Resource, ResourceRelation
from library.fulfillment import services
from library.fulfillment.enums import EditionPolicy, ReturnReason
from library.fulfillment.periodic import substitute_edition, sweep
from library.fulfillment.selectors.editions import old_editions, undecided_editions
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.services import NotAnEdition, NothingToAllocate
from library.fulfillment.slips import packing_slip
from library.inventory import ledger
from library.inventory.enums import MovementKind
from library.inventory.models import Movement, StockItem
from library.orders.emails.sending import rendered
from library.orders.enums import EventKind, MailKind
from library.orders.models import Order, OrderMail
from tests.factories.fulfillment import (
    make_approved_order,
    make_order,
    make_picked_shipment,
    make_shipment,
)
from tests.factories.inventory import make_stock, make_title
from tests.racing import race

pytestmark = pytest.mark.django_db
DRAIN, SUBSTITUTE, WRITE_OFF = EditionPolicy


def superseding(old: StockItem, *, on_hand: int = 0, live: bool = True) -> StockItem:
    new = make_title()
    Resource.objects.filter(pk=new.pk).update(live=live)
    ResourceRelation.objects.create(
        resource=new, relation=Relation.SUPERSEDES, target_id=old.resource_id
    )
    return make_stock(resource=new, on_hand=on_hand)


def decide(old: StockItem, new: StockItem, policy: EditionPolicy) -> None:
    change = services.decide_edition(
        old_id=old.resource_id, new_id=new.resource_id, policy=policy, actor=None
    )
    job = ProcrastinateJob.objects.filter(task_name="fulfillment.substitute").latest("id")
    assert job.args == {"change_id": change.pk}
    substitute_edition(change.pk)


def lines(order: Order) -> list[tuple[int, int, int, int, int]]:
    """Return resource, requested, approved, allocated and back-ordered copies, line by line."""
    names = ("resource_id", "requested", "approved", "allocated", "back_ordered")
    return list(order.lines.order_by("pk").values_list(*names))


def waiting(item: StockItem, copies: int) -> Order:
    order = make_approved_order({item.resource_id: copies})
    with pytest.raises(NothingToAllocate):
        services.allocate_order(order_id=order.pk, actor=None)
    return order


def test_open_lines_become_the_newer_edition_and_are_filled_from_it() -> None:
    old = make_stock()
    order = waiting(old, 5)
    new = superseding(old, on_hand=3)
    decide(old, new, SUBSTITUTE)
    assert lines(order) == [(new.resource_id, 5, 5, 3, 2)]
    line = order.lines.get()
    assert line.ordered_as_id == old.resource_id
    event = order.events.get(kind=EventKind.SUBSTITUTED)
    assert event.data["lines"] == {str(line.pk): 5}
    assert old.resource.product_number in event.data["reason"]
    assert misallocations() == []


def test_what_is_in_a_parcel_stays_and_only_the_rest_is_substituted() -> None:
    old = make_stock(on_hand=3)
    shipment = make_shipment({old.resource_id: 5})
    new = superseding(old, on_hand=9)
    decide(old, new, SUBSTITUTE)
    assert lines(shipment.order) == [
        (old.resource_id, 3, 3, 3, 0),
        (new.resource_id, 2, 2, 2, 0),
    ]
    assert misallocations() == []


def test_what_was_shipped_keeps_its_title_when_it_is_sent_again_as_the_newer_one() -> None:
    old = make_stock(on_hand=5)
    parcel = make_picked_shipment({old.resource_id: 5})
    services.ship_shipment(shipment_id=parcel.pk, actor=None, carrier="ups", tracking_number="")
    new = superseding(old, on_hand=9)
    decide(old, new, SUBSTITUTE)
    services.take_back_shipment(
        shipment_id=parcel.pk,
        actor=None,
        lines={parcel.lines.get().pk: services.Returned(damaged=5)},
        reason=ReturnReason.REFUSED,
        note="",
        sends_again=True,
        key=uuid4(),
    )
    assert parcel.lines.get().order_line.resource_id == old.resource_id
    assert lines(parcel.order) == [(old.resource_id, 5, 0, 0, 0), (new.resource_id, 5, 5, 5, 0)]


def test_an_order_for_both_editions_gets_them_on_one_line() -> None:
    old, new = make_stock(), make_stock()
    ResourceRelation.objects.create(
        resource_id=new.resource_id, relation=Relation.SUPERSEDES, target_id=old.resource_id
    )
    order = make_approved_order({old.resource_id: 4, new.resource_id: 2})
    decide(old, new, SUBSTITUTE)
    assert lines(order) == [(old.resource_id, 4, 0, 0, 0), (new.resource_id, 6, 6, 0, 0)]


def test_the_old_stock_is_drained_first_in_the_order_of_placing() -> None:
    old = make_stock(on_hand=6)
    first, second = (make_approved_order({old.resource_id: 4}) for _ in range(2))
    new = superseding(old, on_hand=9)
    decide(old, new, DRAIN)
    assert lines(first) == [(old.resource_id, 4, 4, 0, 0)]
    assert lines(second) == [(old.resource_id, 2, 2, 0, 0), (new.resource_id, 2, 2, 0, 0)]
    for order in (second, first):
        services.allocate_order(order_id=order.pk, actor=None)
    assert lines(second)[0] == (old.resource_id, 2, 2, 2, 0)
    assert lines(second)[1] == (new.resource_id, 2, 2, 2, 0)
    assert lines(first) == [(old.resource_id, 4, 4, 4, 0)]


def test_the_sweep_moves_those_whom_the_drained_shelf_left_waiting() -> None:
    old = make_stock(on_hand=4)
    new = superseding(old, on_hand=9)
    decide(old, new, DRAIN)
    order = make_approved_order({old.resource_id: 4})
    ledger.write_off(resource_id=old.resource_id, quantity=4, document="Wet")
    sweep(0)
    assert lines(order)[0][0] == new.resource_id


def test_written_off_takes_what_is_in_no_parcel() -> None:
    old = make_stock(on_hand=10)
    make_shipment({old.resource_id: 3})
    order = make_approved_order({old.resource_id: 5})
    new = superseding(old)
    decide(old, new, WRITE_OFF)
    old.refresh_from_db()
    assert (old.on_hand, old.allocated) == (3, 3)
    movement = Movement.objects.get(kind=MovementKind.WRITE_OFF)
    assert (movement.quantity, movement.document) == (
        -7,
        f"Superseded by {new.resource.product_number}",
    )
    assert lines(order) == [(new.resource_id, 5, 5, 0, 0)]


def test_orders_decided_later_follow_when_they_are_allocated() -> None:
    old = make_stock(on_hand=10)
    order = make_approved_order({old.resource_id: 5})
    new = superseding(old, on_hand=2)
    services.decide_edition(
        old_id=old.resource_id, new_id=new.resource_id, policy=SUBSTITUTE, actor=None
    )
    services.allocate_order(order_id=order.pk, actor=None)
    assert lines(order) == [(new.resource_id, 5, 5, 2, 3)]


def test_a_chain_of_editions_ends_at_the_newest_and_a_ring_ends_at_all() -> None:
    one = make_stock()
    two = superseding(one)
    three = superseding(two, on_hand=9)
    order = make_approved_order({one.resource_id: 5})
    for old, new in ((one, two), (two, three)):
        services.decide_edition(
            old_id=old.resource_id, new_id=new.resource_id, policy=SUBSTITUTE, actor=None
        )
    services.allocate_order(order_id=order.pk, actor=None)
    assert lines(order) == [(three.resource_id, 5, 5, 5, 0)]
    assert order.lines.get().ordered_as_id == one.resource_id

    ResourceRelation.objects.create(
        resource_id=one.resource_id, relation=Relation.SUPERSEDES, target_id=three.resource_id
    )
    services.decide_edition(
        old_id=three.resource_id, new_id=one.resource_id, policy=SUBSTITUTE, actor=None
    )
    ringed = make_approved_order({one.resource_id: 1})
    with pytest.raises(NothingToAllocate):
        services.allocate_order(order_id=ringed.pk, actor=None)


def test_only_a_public_successor_can_take_the_place() -> None:
    old, draft = make_stock(on_hand=2), make_stock()
    with pytest.raises(NotAnEdition, match="does not supersede"):
        services.decide_edition(
            old_id=old.resource_id, new_id=draft.resource_id, policy=DRAIN, actor=None
        )
    new = superseding(old, live=False)
    with pytest.raises(NotAnEdition):
        services.decide_edition(
            old_id=old.resource_id, new_id=new.resource_id, policy=DRAIN, actor=None
        )
    assert undecided_editions() == []


def test_what_is_to_be_decided_has_copies_or_is_waited_for() -> None:
    empty, full, wanted = make_stock(), make_stock(on_hand=3), make_stock()
    make_order({wanted.resource_id: 4})
    for item in (empty, full, wanted):
        superseding(item)
    rows = {row.old.pk: (row.on_hand, row.open_copies) for row in undecided_editions()}
    assert rows == {full.resource_id: (3, 0), wanted.resource_id: (0, 4)}
    row = next(row for row in old_editions() if row.old.pk == full.resource_id)
    services.decide_edition(old_id=row.old.pk, new_id=row.new.pk, policy=DRAIN, actor=None)
    assert full.resource_id not in {row.old.pk for row in undecided_editions()}
    assert old_editions()[-1].decided is not None


def test_the_slip_and_the_mail_name_what_was_asked_for() -> None:
    old = make_stock()
    order = waiting(old, 5)
    new = superseding(old, on_hand=9)
    decide(old, new, SUBSTITUTE)
    shipment = order.shipments.get()
    pages = PdfReader(BytesIO(packing_slip(number=shipment.number))).pages
    slip = " ".join("".join(page.extract_text() for page in pages).split())
    assert f"in place of {old.resource.product_number}" in slip
    services.pick_shipment(shipment_id=shipment.pk, actor=None)
    services.ship_shipment(shipment_id=shipment.pk, actor=None, carrier="ups", tracking_number="")
    told = rendered(OrderMail.objects.get(order=order, kind=MailKind.SHIPPED))
    words = " ".join(told.text.split())
    assert f"in place of {old.resource.product_number}, {old.resource.title}" in words


@pytest.mark.django_db(transaction=True)
def test_an_edition_decided_while_an_order_is_allocated_loses_no_copy() -> None:
    for _ in range(8):
        old = make_stock(on_hand=3)
        order = make_approved_order({old.resource_id: 5})
        new = superseding(old, on_hand=9)

        def decided(old: StockItem = old, new: StockItem = new) -> object:
            change = services.decide_edition(
                old_id=old.resource_id, new_id=new.resource_id, policy=WRITE_OFF, actor=None
            )
            substitute_edition(change.pk)
            return change

        outcomes = race(
            decided,
            lambda: services.allocate_order(order_id=order.pk, actor=None),  # noqa: B023
        )
        faults = [each for each in outcomes if isinstance(each, Exception)]
        assert not [fault for fault in faults if not isinstance(fault, NothingToAllocate)], faults
        assert sum(approved for _, _, approved, _, _ in lines(order)) == 5
        assert misallocations() == []
