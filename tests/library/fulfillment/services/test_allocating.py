"""Copies that come find the orders that wait for them, the first placed first."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from library.fulfillment import services
from library.fulfillment.periodic import allocate_resource, sweep
from library.fulfillment.selectors.parcels import misallocations
from library.inventory import ledger
from library.inventory.models import StockItem
from library.orders.models import Order
from library.orders.services import NothingCancelled
from tests.factories.fulfillment import make_approved_order, make_shipment
from tests.factories.inventory import make_stock
from tests.racing import race

pytestmark = pytest.mark.django_db
ALLOCATE = "fulfillment.allocate_arrived"


def waiting(item: StockItem, copies: int, **wanted: int) -> Order:
    order = make_approved_order({item.resource_id: copies} | {int(k): n for k, n in wanted.items()})
    with pytest.raises(services.NothingToAllocate):
        services.allocate_order(order_id=order.pk, actor=None)
    return order


def allocated(*orders: Order) -> list[int]:
    return [sum(order.lines.values_list("allocated", flat=True)) for order in orders]


def jobs(item: StockItem) -> int:
    return ProcrastinateJob.objects.filter(
        task_name=ALLOCATE, args={"resource_id": item.resource_id}
    ).count()


def work() -> None:
    """Do what the worker would: every job once."""
    for job in ProcrastinateJob.objects.filter(task_name=ALLOCATE, status="todo").order_by("id"):
        allocate_resource(**job.args)


def test_a_receipt_fills_back_orders_by_itself_first_in_first_out() -> None:
    item = make_stock()
    first, second, third = waiting(item, 4), waiting(item, 4), waiting(item, 4)
    ledger.receive(resource_id=item.resource_id, quantity=6, document="DN-1")
    work()
    assert allocated(first, second, third) == [4, 2, 0]
    line = second.lines.get()
    assert line.back_ordered == 2
    assert second.shipments.count() == 1
    assert misallocations() == []


@pytest.mark.parametrize(
    "come",
    [
        lambda pk: ledger.receive(resource_id=pk, quantity=5, document="D"),
        lambda pk: ledger.take_back(resource_id=pk, quantity=5, document="D"),
        lambda pk: ledger.adjust(resource_id=pk, counted=10, document="D"),
        lambda pk: ledger.release(quantities={pk: 5}),
        lambda pk: ledger.describe_item(
            resource_id=pk, bin_location="", buffer=0, weight_grams=None
        ),
    ],
    ids=["receipt", "return", "count", "release", "buffer"],
)
def test_copies_that_come_free_in_any_way_are_announced_once(come: object) -> None:
    item = make_stock(on_hand=5, buffer=0)
    ledger.allocate(wanted={item.resource_id: 5})
    ledger.describe_item(resource_id=item.resource_id, bin_location="", buffer=2, weight_grams=None)
    before = jobs(item)
    come(item.resource_id)  # type: ignore[operator]
    assert jobs(item) == before + 1


@pytest.mark.parametrize("verb", [ledger.hand_out, ledger.write_off])
def test_copies_that_leave_are_not_announced(verb: object) -> None:
    item = make_stock(on_hand=5)
    before = jobs(item)
    verb(resource_id=item.resource_id, quantity=2, document="D")  # type: ignore[operator]
    ledger.adjust(resource_id=item.resource_id, counted=1, document="D")
    assert jobs(item) == before


def test_a_parcel_given_up_goes_to_those_who_wait() -> None:
    item = make_stock(on_hand=4)
    holder = make_shipment({item.resource_id: 4}).order
    waits = waiting(item, 3)
    services.cancel_order(order_id=holder.pk, actor=None, reason="Class is off.")
    work()
    assert allocated(waits) == [3]


def test_an_order_not_yet_decided_to_wait_is_left_to_the_clerk_and_keeps_its_place() -> None:
    item = make_stock()
    approved = make_approved_order({item.resource_id: 5})
    waits = waiting(item, 5)
    ledger.receive(resource_id=item.resource_id, quantity=7, document="DN-1")
    work()
    assert allocated(approved, waits) == [0, 2]


def test_the_sweep_finds_what_a_lost_job_has_left() -> None:
    item, other = make_stock(), make_stock()
    first, second = waiting(item, 4), waiting(other, 4)
    ledger.receive(resource_id=item.resource_id, quantity=4, document="DN-1")
    ledger.receive(resource_id=other.resource_id, quantity=3, document="DN-1")
    sweep(0)
    assert allocated(first, second) == [4, 3]


def test_one_order_that_cannot_be_allocated_does_not_keep_others_from_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item = make_stock()
    broken, healthy = waiting(item, 2), waiting(item, 2)
    ledger.receive(resource_id=item.resource_id, quantity=9, document="DN-1")
    real = services.allocating._allocate  # noqa: SLF001 - the fault is planted here

    def fails(order_id: int, actor: object) -> object:
        if order_id == broken.pk:
            raise NothingCancelled
        return real(order_id, actor)  # type: ignore[arg-type]

    monkeypatch.setattr(services.allocating, "_allocate", fails)
    with pytest.raises(ExceptionGroup) as told:
        services.allocate_arrived(resource_id=item.resource_id)
    assert allocated(broken, healthy) == [0, 2]
    assert told.value.exceptions[0].__notes__ == [f"while allocating order {broken.pk}"]


@pytest.mark.django_db(transaction=True)
def test_two_arrivals_at_once_give_every_copy_once_in_turn() -> None:
    for _ in range(8):
        item = make_stock()
        first, second = waiting(item, 4), waiting(item, 4)
        pk = item.resource_id

        def arrive(document: str, pk: int = pk) -> object:
            ledger.receive(resource_id=pk, quantity=3, document=document)
            return services.allocate_arrived(resource_id=pk)

        outcomes = race(lambda: arrive("DN-1"), lambda: arrive("DN-2"))
        assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        sweep(0)
        assert allocated(first, second) == [4, 2]
        item.refresh_from_db()
        assert (item.on_hand, item.allocated) == (6, 6)
