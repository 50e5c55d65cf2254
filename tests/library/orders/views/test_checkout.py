"""From a basket to an order: the whole way, and every way off it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from library.catalog.enums import Lifecycle
from library.catalog.models import Resource
from library.orders.models import Order, QuantityLimit
from library.orders.services import approve_order
from tests.factories.orders import (
    ANSWERS,
    EMAIL,
    PERSONAL,
    check_key,
    fill_basket,
    make_orderable,
    make_placed_order,
)

pytestmark = pytest.mark.django_db

DELIVERY, CHECK = "/order/delivery/", "/order/check/"


class TestWholeWay:
    def test_five_pages_and_twelve_fields(self, client: Client) -> None:
        resource = make_orderable(title="Guide One")
        fill_basket(client, resource, 3)
        pk = resource.pk
        delivery = client.post(
            "/basket/update/", {f"quantity_{pk}": "4", "continue": "1"}, follow=True
        )
        assert delivery.redirect_chain == [(DELIVERY, 302)]
        assert len(delivery.context["form"].fields) <= 12
        check = client.post(DELIVERY, ANSWERS, follow=True)
        page = check.content.decode()
        assert check.redirect_chain == [(CHECK, 302)]
        assert all(value in page for value in (*PERSONAL, "Guide One", "Virginia"))
        done = client.post(CHECK, {"key": check.context["key"]}, follow=True)
        order = Order.objects.get()
        assert done.redirect_chain == [(f"/orders/{order.follow_token}/placed/", 302)]
        assert order.reference in done.content.decode()
        assert reverse("orders:follow", args=[order.follow_token]) in done.content.decode()
        assert order.lines.get().requested == 4
        assert order.recipient.email == EMAIL

    def test_the_session_forgets_who_ordered(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        client.post(CHECK, {"key": check_key(client)})
        session = dict(client.session.items())
        assert not [value for value in PERSONAL if value in str(session)]
        assert "basket" not in session

    def test_no_page_with_answers_is_kept_by_a_browser(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        check_key(client)
        for address in (DELIVERY, CHECK):
            assert "no-store" in client.get(address)["Cache-Control"]

    def test_answers_are_there_when_one_goes_back(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        check_key(client)
        page = client.get(DELIVERY).content.decode()
        assert all(f'value="{value}"' in page for value in PERSONAL)


class TestDelivery:
    def test_says_what_is_missing_and_keeps_the_rest(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        typed = {**ANSWERS, "street1": "", "state": "", "email": "nobody"}
        page = client.post(DELIVERY, typed).content.decode()
        assert "<title>Error: " in page
        for field in ("street1", "state", "email"):
            assert f'href="#id_{field}"' in page
        assert 'value="nobody"' in page
        assert 'value="Springfield"' in page
        assert "delivery" not in client.session

    @pytest.mark.parametrize(
        "field", ["name", "organization", "agency_type", "email", "street1", "city", "state"]
    )
    def test_needs(self, client: Client, field: str) -> None:
        fill_basket(client, make_orderable())
        answer = client.post(DELIVERY, {**ANSWERS, field: " "})
        assert list(answer.context["form"].errors) == [field]

    def test_a_doubtful_address_is_a_question(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        typed = {**ANSWERS, "postal_code": "99801"}
        page = client.post(DELIVERY, typed).content.decode()
        assert "ZIP Code 99801 is not in Virginia." in page
        assert 'name="confirm_address"' in page
        confirmed = client.post(DELIVERY, {**typed, "confirm_address": "on"})
        assert confirmed["Location"] == CHECK

    def test_needs_a_basket(self, client: Client) -> None:
        answer = client.post(DELIVERY, ANSWERS, follow=True)
        assert answer.redirect_chain == [("/basket/", 302)]
        assert "Your basket is empty" in answer.content.decode()
        assert "delivery" not in client.session


class TestCheck:
    def test_needs_answers(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        assert client.get(CHECK)["Location"] == DELIVERY

    def test_a_double_click_is_one_order(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        key = check_key(client)
        first = client.post(CHECK, {"key": key})
        second = client.post(CHECK, {"key": key})
        assert first["Location"] == second["Location"]
        assert Order.objects.count() == 1
        assert ProcrastinateJob.objects.filter(task_name="orders.send_mail").count() == 1

    def test_two_tabs_are_one_order(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        first, second = check_key(client), str(client.get(CHECK).context["key"])
        assert first == second

    def test_a_form_sent_again_leaves_the_next_basket_alone(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        old = check_key(client)
        client.post(CHECK, {"key": old})
        fill_basket(client, make_orderable())
        check_key(client)
        answer = client.post(CHECK, {"key": old})
        assert answer["Location"] == reverse(
            "orders:placed", args=[Order.objects.get().follow_token]
        )
        assert len(client.session["basket"]) == 1
        assert "delivery" in client.session

    def test_back_after_placing_finds_an_empty_basket(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        client.post(CHECK, {"key": check_key(client)})
        assert client.get(CHECK)["Location"] == "/basket/"

    def test_an_expired_session_orders_nothing(self, client: Client) -> None:
        fill_basket(client, make_orderable())
        key = check_key(client)
        client.session.flush()
        client.cookies.clear()
        answer = client.post(CHECK, {"key": key}, follow=True)
        assert "Nothing was ordered yet" in answer.content.decode()
        assert not Order.objects.exists()

    @pytest.mark.parametrize("key", ["", "not a key", "7b0d7a1e-3c1f-4c57-9d2f-6f0e3a5b8c11"])
    def test_a_key_of_elsewhere_orders_nothing(self, client: Client, key: str) -> None:
        fill_basket(client, make_orderable())
        check_key(client)
        assert client.post(CHECK, {"key": key})["Location"] == CHECK
        assert not Order.objects.exists()

    def test_a_title_withdrawn_meanwhile(self, client: Client) -> None:
        resource = make_orderable(title="Guide One")
        fill_basket(client, resource)
        key = check_key(client)
        Resource.objects.filter(pk=resource.pk).update(lifecycle=Lifecycle.WITHDRAWN)
        page = client.post(CHECK, {"key": key}).content.decode()
        assert "“Guide One” cannot be ordered any more" in page
        assert "Place the order" not in page
        assert not Order.objects.exists()
        assert client.session["delivery"]["name"] == ANSWERS["name"]

    def test_a_limit_lowered_meanwhile(self, client: Client) -> None:
        resource = make_orderable(title="Guide One")
        fill_basket(client, resource, 20)
        key = check_key(client)
        QuantityLimit.objects.create(resource=resource, most=10)
        page = client.post(CHECK, {"key": key}).content.decode()
        assert "“Guide One”: you ask for 20." in page
        assert "One order may have up to 10." in page
        assert "Say why you need more" in page
        assert "<title>Error: " in page
        assert not Order.objects.exists()


class TestOverTheLimit:
    def test_a_reason_sends_the_order_to_review(self, client: Client) -> None:
        resource = make_orderable(title="Guide One")
        QuantityLimit.objects.create(most=10)
        fill_basket(client, resource, 25)
        key = check_key(client)
        page = client.get(CHECK).content.decode()
        assert "This is more than usual" in page
        assert "Error: " not in page
        data = {"key": key, "justification": "Academy of 25", "needed_by": "2199-05-01"}
        client.post(CHECK, data)
        order = Order.objects.get()
        assert (order.state, order.justification) == ("in_review", "Academy of 25")
        assert str(order.needed_by) == "2199-05-01"

    def test_what_was_typed_stays_when_the_day_is_over(self, client: Client) -> None:
        QuantityLimit.objects.create(most=10)
        fill_basket(client, make_orderable(), 25)
        data = {
            "key": check_key(client),
            "justification": "Academy of 25",
            "needed_by": "2001-01-01",
        }
        page = client.post(CHECK, data).content.decode()
        assert "This day is over" in page
        assert "Academy of 25" in page
        assert not Order.objects.exists()

    def test_it_tells_what_the_agency_has_had(self, client: Client) -> None:
        resource = make_orderable(title="Guide One")
        QuantityLimit.objects.create(scope="agency_title", most=50)
        order = make_placed_order((resource.pk, 40))
        approve_order(order_id=order.pk, actor=None)
        fill_basket(client, resource, 20)
        check_key(client)
        page = " ".join(client.get(CHECK).content.decode().split())
        assert "In the last 90 days your agency asked for 40 of 50; 10 are left." in page

    def test_an_order_within_the_limits_needs_no_reason(self, client: Client) -> None:
        QuantityLimit.objects.create(most=10)
        fill_basket(client, make_orderable(), 10)
        client.post(CHECK, {"key": check_key(client), "justification": "Not needed"})
        order = Order.objects.get()
        assert (order.state, order.justification) == ("placed", "")


class TestFollow:
    def test_shows_no_personal_data(self, client: Client) -> None:
        order = make_placed_order()
        for name in ("orders:follow", "orders:placed"):
            answer = client.get(reverse(name, args=[order.follow_token]))
            page = answer.content.decode()
            assert order.reference in page
            assert not [value for value in PERSONAL if value in page]
            assert "noindex" in page
            assert "no-store" in answer["Cache-Control"]

    def test_says_where_it_goes(self, client: Client) -> None:
        order = make_placed_order()
        page = client.get(reverse("orders:follow", args=[order.follow_token])).content.decode()
        assert "Springfield, Virginia" in page
        assert "We have received your order" in page

    @pytest.mark.parametrize("name", ["orders:follow", "orders:placed"])
    def test_an_unknown_link_is_not_found(self, client: Client, name: str) -> None:
        assert client.get(reverse(name, args=[uuid4()])).status_code == 404
