"""Placing orders, also many at once."""

from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Sum
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from library.catalog.enums import Lifecycle
from library.catalog.models import Resource
from library.orders.enums import AgencyType, EventKind, LimitScope, MailKind
from library.orders.models import Agency, Order, OrderLine, QuantityLimit
from library.orders.services import EmptyOrder, NotOrderable, OverLimit, place_order, placing
from library.orders.services.references import ALPHABET, free_number
from library.orders.states import OrderState
from tests.factories.inventory import make_title
from tests.factories.orders import (
    EMAIL,
    NAME,
    PERSONAL,
    STREET,
    make_orderable,
    make_placed_order,
    make_request,
)
from tests.racing import race

KEY = UUID("3f1d8f5e-0d3c-4a55-9a4e-6a4f4a0e6d01")


@pytest.mark.django_db
class TestPlaceOrder:
    def test_writes_everything_down(self) -> None:
        resource = make_orderable()
        order = make_placed_order((resource.pk, 3))
        assert order.state == OrderState.PLACED
        assert order.ship_to_state == "VA"
        assert order.note == "For the academy"
        assert [(line.resource_id, line.requested) for line in order.lines.all()] == [
            (resource.pk, 3)
        ]
        assert [event.kind for event in order.events.all()] == [EventKind.PLACED]
        assert (order.recipient.name, order.recipient.email) == (NAME, EMAIL)

    def test_keeps_the_address_as_typed_and_as_standardized(self) -> None:
        recipient = make_placed_order(postal_code="221500001", city="springfield.").recipient
        assert (recipient.city, recipient.postal_code) == ("springfield.", "221500001")
        assert recipient.standardized == {
            "street1": "1400 QUARTERDECK LN",
            "street2": "STE 5",
            "city": "SPRINGFIELD",
            "state": "VA",
            "postal_code": "22150-0001",
        }

    def test_same_key_is_the_same_order(self) -> None:
        resource = make_orderable()
        first = make_placed_order((resource.pk, 3), key=KEY)
        second = make_placed_order((resource.pk, 9), key=KEY)
        assert first == second
        assert Order.objects.count() == 1
        assert ProcrastinateJob.objects.filter(task_name="orders.send_mail").count() == 1

    def test_a_number_that_another_order_has_is_drawn_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        taken = make_placed_order().reference
        numbers = iter([taken, "R-7K2M9QXD"])
        monkeypatch.setattr(placing, "random_number", lambda _: next(numbers))
        assert make_placed_order().reference == "R-7K2M9QXD"
        assert Order.objects.count() == 2

    @pytest.mark.parametrize(("agency", "statements"), [("known", 13), ("new", 15)])
    def test_statements_are_counted(
        self, agency: str, statements: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        known = make_placed_order()
        QuantityLimit.objects.create(most=50)
        names = {"known": known.agency.name, "new": "Bay County Sheriff's Office"}
        title = make_orderable()
        with django_assert_num_queries(statements + 2):  # the test's own savepoint
            make_placed_order((title.pk, 1), organization=names[agency])

    def test_merges_lines_of_one_title(self) -> None:
        one, other = make_orderable(), make_orderable()
        order = make_placed_order((one.pk, 3), (other.pk, 1), (one.pk, 4))
        assert [(line.resource_id, line.requested) for line in order.lines.all()] == [
            (one.pk, 7),
            (other.pk, 1),
        ]

    @pytest.mark.parametrize("quantity", [0, -1])
    def test_refuses_quantities_that_are_not_above_zero(self, quantity: int) -> None:
        resource = make_orderable()
        with pytest.raises(EmptyOrder):
            make_placed_order((resource.pk, 5), (resource.pk, quantity))

    def test_refuses_an_order_for_nothing(self) -> None:
        with pytest.raises(EmptyOrder):
            place_order(idempotency_key=uuid4(), request=make_request())

    @pytest.mark.parametrize(
        "change",
        [{"live": False}, {"product_number": None}, {"lifecycle": Lifecycle.WITHDRAWN}],
    )
    def test_refuses_what_is_not_public_any_more(self, change: dict[str, object]) -> None:
        fine, gone = make_orderable(), make_orderable()
        Resource.objects.filter(pk=gone.pk).update(**change)
        with pytest.raises(NotOrderable) as refusal:
            make_placed_order((fine.pk, 1), (gone.pk, 1))
        assert refusal.value.resource_ids == (gone.pk,)
        assert not Order.objects.exists()

    def test_refuses_what_has_no_shelf_or_does_not_exist(self) -> None:
        shelfless = make_title()
        with pytest.raises(NotOrderable) as refusal:
            make_placed_order((shelfless.pk, 1), (987654321, 1))
        assert refusal.value.resource_ids == (shelfless.pk, 987654321)

    def test_takes_orders_for_what_is_out_of_stock(self) -> None:
        assert make_placed_order((make_orderable(on_hand=0).pk, 2)).lines.count() == 1

    def test_holds_merged_lines_against_the_limit(self) -> None:
        resource = make_orderable()
        QuantityLimit.objects.create(resource=resource, most=10)
        with pytest.raises(OverLimit) as refusal:
            make_placed_order((resource.pk, 6), (resource.pk, 5))
        (excess,) = refusal.value.excesses
        assert (excess.resource_id, excess.requested, excess.limit) == (resource.pk, 11, 10)
        assert not Order.objects.exists()
        assert make_placed_order((resource.pk, 10)).pk

    def test_knows_an_agency_by_other_spellings_of_its_name(self) -> None:
        first = make_placed_order(organization="Springfield Police Department")
        again = make_placed_order(organization="SPRINGFIELD P.D.")
        elsewhere = make_placed_order(
            organization="Springfield PD", state="IL", postal_code="62701"
        )
        assert first.agency == again.agency
        assert first.agency != elsewhere.agency
        assert first.agency.agency_type == AgencyType.MUNICIPAL
        assert Agency.objects.count() == 2

    def test_queues_a_mail_that_knows_the_order_only(self) -> None:
        order = make_placed_order()
        job = ProcrastinateJob.objects.get(task_name="orders.send_mail")
        mail = order.mails.get()
        assert mail.kind == MailKind.PLACED
        assert job.args == {"mail_id": mail.pk}
        assert job.queueing_lock == f"order-mail-{mail.pk}"

    def test_leaves_personal_data_in_the_recipient_alone(self) -> None:
        make_placed_order()
        with connection.cursor() as cursor:
            for table in (
                "orders_order",
                "orders_orderevent",
                "orders_ordermail",
                "orders_agency",
                "orders_orderline",
            ):
                cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608 - our own names
                text = str(cursor.fetchall())
                assert not [value for value in PERSONAL if value in text], table
            cursor.execute("SELECT t::text FROM procrastinate_jobs t")
            assert not [value for value in PERSONAL if value in str(cursor.fetchall())]

    def test_a_request_does_not_show_who_asks(self) -> None:
        shown = repr(make_request((1, 1)))
        assert not [value for value in PERSONAL if value in shown]


def test_numbers_can_be_read_aloud() -> None:
    number = free_number("R", is_taken=lambda _: False)
    assert number.startswith("R-")
    assert len(number) == 10
    assert set(number[2:]) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01IOL")


def test_a_number_that_is_taken_is_not_given_again() -> None:
    seen: list[str] = []

    def is_taken(number: str) -> bool:
        seen.append(number)
        return len(seen) < 3

    assert free_number("S", is_taken=is_taken) == seen[2] != seen[1]
    with pytest.raises(RuntimeError):
        free_number("S", is_taken=lambda _: True)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_with_one_key_are_one_order() -> None:
    resource = make_orderable()
    answers = race(*[lambda: make_placed_order((resource.pk, 2), key=KEY).pk] * 50)
    order = Order.objects.get()
    assert answers == [order.pk] * 50
    assert order.lines.get().requested == 2
    assert order.events.count() == 1
    assert Agency.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="orders.send_mail").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_agency_asking_twenty_times_at_once_keeps_to_its_limit() -> None:
    """Three people of one agency, ten houses, twenty orders: the sum is what may be had."""
    resource = make_orderable()
    make_placed_order((resource.pk, 10))  # the agency is known
    QuantityLimit.objects.create(scope=LimitScope.AGENCY_TITLE, most=50)

    def post(number: int) -> str:
        email, house = f"{number % 3}@example.gov", f"{number % 10} Elm Road"
        try:
            make_placed_order((resource.pk, 10), email=email, street1=house)
        except OverLimit:
            return "over"
        return "placed"

    outcomes = race(*(partial(post, number) for number in range(20)))
    assert sorted(map(str, outcomes)) == ["over"] * 16 + ["placed"] * 4
    assert OrderLine.objects.aggregate(copies=Sum("requested"))["copies"] == 50


@pytest.mark.django_db
class TestOverTheLimit:
    def test_a_reason_puts_it_into_review_and_says_what_was_passed(self) -> None:
        resource = make_orderable()
        QuantityLimit.objects.create(most=10)
        order = make_placed_order((resource.pk, 25), justification="Academy of 25")
        assert order.state == OrderState.IN_REVIEW
        held = order.events.get(kind=EventKind.HELD)
        assert held.data["limits"] == [
            {
                "scope": "order_title",
                "resource_id": resource.pk,
                "requested": 25,
                "limit": 10,
                "had": 0,
                "window_days": 0,
            }
        ]

    def test_no_agency_is_left_behind_by_a_refusal(self) -> None:
        resource = make_orderable()
        QuantityLimit.objects.create(most=10)
        with pytest.raises(OverLimit):
            make_placed_order((resource.pk, 25), organization="Never Heard Of PD")
        assert not Agency.objects.exists()

    def test_the_place_is_kept_without_being_told(self) -> None:
        order = make_placed_order()
        assert len(order.delivery_point) == 64
        assert STREET not in order.delivery_point
