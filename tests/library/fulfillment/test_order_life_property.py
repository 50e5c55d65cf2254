"""Whatever people do with orders, from the form to the parcel, the model knows what comes of it."""

from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from library.fulfillment import services
from library.fulfillment.models import Shipment
from library.fulfillment.selectors.parcels import misallocations
from library.fulfillment.services import NothingToAllocate, NothingToWave
from library.inventory import ledger
from library.inventory.models import StockItem
from library.inventory.selectors import discrepancies
from library.orders import services as orders
from library.orders.enums import LimitScope
from library.orders.models import Order, QuantityLimit
from library.orders.services import (
    AlreadyAsked,
    NothingApproved,
    NothingToAnswer,
    OverLimit,
)
from library.orders.states import IllegalChange
from tests.factories.fulfillment import make_clerk
from tests.factories.inventory import make_stock
from tests.factories.orders import make_placed_order
from tests.factories.waves import scan_all
from tests.library.fulfillment.model import MOST, UNDECIDED, Case, Model

pytestmark = pytest.mark.django_db

STEPS = (
    *("refuse", "place", "send again", "hold", "ask", "answer", "decline", "cancel", "approve"),
    *("allocate", "pick", "find it cancelled", "ship"),
)
AGENCIES = ("Alder Point Police Department", "Bay County Sheriff's Office")
ON_HAND = 5
REACHED: Counter[str] = Counter()  # what was really done in all runs together
titles = st.integers(0, 1)
copies = st.integers(1, 9)
turns = st.integers(0, 99)


def refused(problem: type[Exception], *, when: bool) -> AbstractContextManager[object]:
    """Expect a refusal, or none."""
    return pytest.raises(problem) if when else nullcontext()


class Life(RuleBasedStateMachine):
    """Two titles, two agencies, a limit, and everybody who has a hand in an order."""

    placed = Bundle("placed")

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.forms: dict[int, UUID] = {}
        self.reached = REACHED
        self.waiting: list[tuple[int, int]] = []  # order and parcel, to pick
        self.picked: list[tuple[int, int]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize()
    def open_the_house(self) -> None:
        shelves = [make_stock(on_hand=ON_HAND) for _ in range(2)]
        self.numbers = {shelf.resource_id: str(shelf.resource.product_number) for shelf in shelves}
        self.keys = list(self.numbers)
        self.model = Model(dict.fromkeys(self.keys, ON_HAND))
        self.packer = make_clerk()
        QuantityLimit.objects.all().delete()
        QuantityLimit.objects.create(scope=LimitScope.AGENCY_TITLE, most=MOST)

    @rule(title=titles, quantity=copies)
    def receive(self, title: int, quantity: int) -> None:
        ledger.receive(resource_id=self.keys[title], quantity=quantity, document="PO")
        self.model.shelf[self.keys[title]] += quantity

    @rule(
        target=placed,
        agency=st.sampled_from(AGENCIES),
        wanted=st.dictionaries(titles, copies, min_size=1),
        reason=st.sampled_from(["", "An academy class"]),
    )
    def place(self, agency: str, wanted: dict[int, int], reason: str) -> Any:  # noqa: ANN401 - what a bundle takes
        named = {self.keys[title]: n for title, n in wanted.items()}
        form = uuid4()
        is_refused = self.model.is_over(agency, named) and not reason
        with refused(OverLimit, when=is_refused):
            order = make_placed_order(
                *named.items(),
                key=form,
                organization=agency,
                justification=reason,
                street1=agency,
            )
        self.reached["refuse" if is_refused else "place"] += 1
        if is_refused:
            return multiple()
        self.model.place(order.pk, agency, named)
        self.forms[order.pk] = form
        return order.pk

    @rule(
        order=placed,
        step=st.sampled_from(["send again", "hold", "ask", "answer", "decline", "cancel"]),
    )
    def act(self, order: int, step: str) -> None:
        getattr(self, f"_{step.replace(' ', '_')}")(order, self.model.cases[order])
        self.reached[step] += 1

    def _send_again(self, order: int, case: Case) -> None:
        del case
        again = make_placed_order((self.keys[0], 1), key=self.forms[order])
        assert again.pk == order

    def _hold(self, order: int, case: Case) -> None:
        with refused(IllegalChange, when=case.states != {"placed"}):
            orders.hold_order(order_id=order, actor=None, reason="A colleague knows them")
            case.stage = "in_review"

    def _ask(self, order: int, case: Case) -> None:
        may = case.states <= UNDECIDED
        with refused(AlreadyAsked if may else IllegalChange, when=not may or case.asked):
            orders.ask_requester(order_id=order, actor=None, question="How many come?")
            case.stage, case.asked = "in_review", True

    def _answer(self, order: int, case: Case) -> None:
        question = Order.objects.get(pk=order).questions.filter(answered_at=None).first()
        asked = question.pk if question else 0
        with refused(NothingToAnswer, when=not (case.asked and case.states <= UNDECIDED)):
            orders.answer_question(order_id=order, question_id=asked, answer="Thirty")
            case.asked = False

    def _decline(self, order: int, case: Case) -> None:
        with refused(IllegalChange, when=not case.states <= UNDECIDED):
            orders.decline_order(order_id=order, actor=None, reason="Not a public body")
            case.stage = "declined"

    def _cancel(self, order: int, case: Case) -> None:
        del case
        with refused(IllegalChange, when=not self.model.cancel(order)):
            services.cancel_order(order_id=order, actor=None, reason="No longer needed")

    @rule(order=placed, most=st.sampled_from([0, 2, 9]))
    def approve(self, order: int, most: int) -> None:
        case = self.model.cases[order]
        problem = NothingApproved if case.states <= UNDECIDED else IllegalChange
        granted = {
            line.pk: min(line.requested, most) for line in Order.objects.get(pk=order).lines.all()
        }
        with refused(problem, when=not self.model.approve(order, most)):
            orders.approve_order(order_id=order, actor=None, quantities=granted)
            self.reached["approve"] += 1

    @rule(target=placed, agency=st.sampled_from(AGENCIES), title=titles, wave=st.booleans())
    def hurry(self, agency: str, title: int, wave: bool) -> Any:  # noqa: ANN401, FBT001
        """Let one copy go straight to a parcel, or to a wave: few runs come so far by chance."""
        order = self.place(agency, {title: 1}, "An academy class")
        self.approve(order, 1)
        self.allocate(len(self.granted()) - 1)
        if wave and self.waiting:
            self.pick_a_wave(3)
        return order

    @precondition(lambda self: self.granted())
    @rule(turn=turns)
    def allocate(self, turn: int) -> None:
        granted = self.granted()
        order = granted[turn % len(granted)]
        case, due = self.model.cases[order], self.model.due(order)
        problem = NothingToAllocate if case.is_open else IllegalChange
        with refused(problem, when=not case.is_open or not due):
            parcel = services.allocate_order(order_id=order, actor=None)
            assert {
                line.order_line.resource_id: line.quantity for line in parcel.lines.all()
            } == due
            case.parcels[parcel.pk] = due
            for title, quantity in due.items():
                case.lines[title].held += quantity
            self.waiting.append((order, parcel.pk))
            self.reached["allocate"] += 1

    def granted(self) -> list[int]:
        return [key for key, case in self.model.cases.items() if case.stage == "granted"]

    @precondition(lambda self: self.waiting)
    @rule(most=st.integers(1, 3))
    def pick_a_wave(self, most: int) -> None:
        chosen, self.waiting = self.waiting[:most], self.waiting[most:]
        still = [(order, key) for order, key in chosen if key in self.model.cases[order].parcels]
        with refused(NothingToWave, when=not still):
            wave = services.open_wave(shipment_ids=[key for _, key in chosen], actor=None)
            services.start_wave(wave_id=wave.pk, actor=None)
            assert services.pick_wave(wave_id=wave.pk, actor=None) == len(still)
            self.reached["pick"] += 1
        self.picked += still

    @precondition(lambda self: self.picked)
    @rule(turn=turns, forgets=st.booleans())
    def pack_and_ship(self, turn: int, forgets: bool) -> None:  # noqa: FBT001
        order, key = self.picked.pop(turn % len(self.picked))
        case, parcel = self.model.cases[order], Shipment.objects.get(pk=key)
        box = case.parcels.get(key)
        if box is None:
            assert scan_all(self.packer, parcel.number) == ["cancelled"]
            self.reached["find it cancelled"] += 1
            return
        items = [self.numbers[title] for title, n in box.items() for _ in range(n)]
        if forgets:
            kinds = scan_all(self.packer, parcel.number, *items[1:], "CMD-SHIP")
            assert kinds[-1] == "not_now"
            items = items[:1]
        kinds = scan_all(self.packer, parcel.number, *items, self.numbers[next(iter(box))])
        assert kinds[-2:] == ["complete", "too_many"]
        assert scan_all(self.packer, "CMD-SHIP", parcel.number) == ["shipped", "already_shipped"]
        del case.parcels[key]
        for title, quantity in box.items():
            self.model.shelf[title] -= quantity
            case.lines[title].held -= quantity
            case.lines[title].shipped += quantity
        self.reached["ship"] += 1

    @invariant()
    def the_product_is_where_the_model_is(self) -> None:
        assert discrepancies() == []
        assert misallocations() == []
        shelves = StockItem.objects.values_list("resource_id", "on_hand", "allocated")
        held = {key: (n, self.model.held(key)) for key, n in self.model.shelf.items()}
        assert {key: (on_hand, allocated) for key, on_hand, allocated in shelves} == held
        found = Order.objects.prefetch_related("lines").in_bulk()
        assert found.keys() == self.model.cases.keys()
        for key, case in self.model.cases.items():
            assert found[key].state in case.states
            assert {
                line.resource_id: (line.approved, line.cancelled, line.allocated, line.shipped)
                for line in found[key].lines.all()
            } == {
                title: (line.approved, line.cancelled, line.held, line.shipped)
                for title, line in case.lines.items()
            }


def test_an_order_lives_as_the_model_says() -> None:
    REACHED.clear()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert min(REACHED[step] for step in STEPS) > 0, REACHED
