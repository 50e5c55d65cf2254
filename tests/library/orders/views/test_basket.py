"""The basket's pages."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from library.catalog.enums import Lifecycle
from library.catalog.models import Resource
from library.orders.basket import MAX_TITLES
from library.orders.models import QuantityLimit
from tests.factories.inventory import make_title
from tests.factories.orders import fill_basket, make_orderable

pytestmark = pytest.mark.django_db

BASKET = "/basket/"


def shown(client: Client) -> str:
    return client.get(BASKET).content.decode()


def basket(client: Client) -> dict[str, int]:
    found: dict[str, int] = client.session.get("basket", {})
    return found


class TestAdd:
    def test_puts_copies_in_and_leads_to_the_basket(self, client: Client) -> None:
        resource = make_orderable(title="Guide <One>")
        answer = client.post("/basket/add/", {"resource": resource.pk, "quantity": 3}, follow=True)
        assert answer.redirect_chain == [(BASKET, 302)]
        assert "Guide &lt;One&gt;" in answer.content.decode()
        assert basket(client) == {str(resource.pk): 3}

    def test_adds_to_what_is_there(self, client: Client) -> None:
        resource = make_orderable()
        fill_basket(client, resource, 2)
        fill_basket(client, resource, 3)
        assert basket(client) == {str(resource.pk): 5}

    def test_goes_on_to_an_address_of_this_site(self, client: Client) -> None:
        data = {"resource": make_orderable().pk, "quantity": 1}
        assert (
            client.post("/basket/add/", {**data, "next": "/search/?q=a"})["Location"]
            == "/search/?q=a"
        )
        assert (
            client.post("/basket/add/", {**data, "next": "https://evil.example/"})["Location"]
            == BASKET
        )
        assert (
            client.post("/basket/add/", {**data, "next": "//evil.example/"})["Location"] == BASKET
        )

    @pytest.mark.parametrize("wanted", ["abc", "search:results", "", "\x00"])
    def test_goes_to_the_basket_where_next_is_no_address(self, client: Client, wanted: str) -> None:
        data = {"resource": make_orderable().pk, "quantity": 1, "next": wanted}
        assert client.post("/basket/add/", data)["Location"] == BASKET

    @pytest.mark.parametrize("quantity", ["", "0", "-2", "two", "1.5", "99999"])
    def test_says_what_is_wrong_with_a_quantity(self, client: Client, quantity: str) -> None:
        resource = make_orderable()
        answer = client.post("/basket/add/", {"resource": resource.pk, "quantity": quantity})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "<title>Error: " in page
        assert f'value="{quantity}"' in page or not quantity
        assert basket(client) == {}

    def test_counts_what_the_basket_holds_against_what_fits(self, client: Client) -> None:
        resource = make_orderable()
        fill_basket(client, resource, 9_990)
        answer = client.post("/basket/add/", {"resource": resource.pk, "quantity": 10})
        assert "up to 9,999 copies" in answer.content.decode()
        assert "Your basket already has 9,990." in answer.content.decode()
        assert basket(client) == {str(resource.pk): 9_990}

    def test_a_limit_is_said_and_is_no_wall(self, client: Client) -> None:
        resource = make_orderable()
        QuantityLimit.objects.create(resource=resource, most=10)
        fill_basket(client, resource, 80)
        assert "Up to 10 an order, more with a reason" in shown(client)
        assert basket(client) == {str(resource.pk): 80}

    @pytest.mark.parametrize("pk", ["", "abc", "987654321", "-1", "9" * 30, "9" * 5000])
    def test_unknown_titles_are_not_found(self, client: Client, pk: str) -> None:
        answer = client.post("/basket/add/", {"resource": pk, "quantity": 1})
        assert answer.status_code == 404

    def test_refuses_what_cannot_be_ordered(self, client: Client) -> None:
        data = {"resource": make_title().pk, "quantity": 1}
        answer = client.post("/basket/add/", data, follow=True)
        assert "cannot be ordered now" in answer.content.decode()
        assert basket(client) == {}

    def test_is_a_post(self, client: Client) -> None:
        resource = make_orderable()
        assert client.get("/basket/add/", {"resource": resource.pk}).status_code == 405
        assert basket(client) == {}

    def test_needs_the_token_of_the_form(self) -> None:
        client = Client(enforce_csrf_checks=True)
        data = {"resource": make_orderable().pk, "quantity": 1}
        assert client.post("/basket/add/", data).status_code == 403

    def test_a_full_basket_says_so(self, client: Client) -> None:
        session = client.session
        session["basket"] = {str(-n): 1 for n in range(1, MAX_TITLES + 1)}
        session.save()
        data = {"resource": make_orderable().pk, "quantity": 1}
        client.post("/basket/add/", data)
        assert len(basket(client)) == MAX_TITLES


class TestUpdate:
    def test_changes_copies_and_takes_out_what_is_none(self, client: Client) -> None:
        one, two = make_orderable(), make_orderable()
        fill_basket(client, one)
        fill_basket(client, two)
        data = {f"quantity_{one.pk}": "7", f"quantity_{two.pk}": "0", "update": "1"}
        assert client.post("/basket/update/", data)["Location"] == BASKET
        assert basket(client) == {str(one.pk): 7}

    def test_continues_to_delivery(self, client: Client) -> None:
        resource = make_orderable()
        fill_basket(client, resource)
        data = {f"quantity_{resource.pk}": "4", "continue": "1"}
        assert client.post("/basket/update/", data)["Location"] == "/order/delivery/"
        assert basket(client) == {str(resource.pk): 4}

    def test_takes_out_one_title(self, client: Client) -> None:
        one, two = make_orderable(), make_orderable()
        fill_basket(client, one)
        fill_basket(client, two)
        client.post("/basket/update/", {"remove": one.pk})
        assert basket(client) == {str(two.pk): 2}

    @pytest.mark.parametrize("pk", ["abc", "-1", "9" * 30, "9" * 5000])
    def test_takes_out_nothing_for_what_is_no_title(self, client: Client, pk: str) -> None:
        resource = make_orderable()
        fill_basket(client, resource)
        assert client.post("/basket/update/", {"remove": pk}).status_code < 500
        assert basket(client) == {str(resource.pk): 2}

    def test_keeps_what_was_typed_wrong(self, client: Client) -> None:
        one, two = make_orderable(), make_orderable()
        fill_basket(client, one)
        fill_basket(client, two)
        data = {f"quantity_{one.pk}": "many", f"quantity_{two.pk}": "10000", "continue": "1"}
        page = client.post("/basket/update/", data).content.decode()
        assert "<title>Error: " in page
        assert 'value="many"' in page
        assert 'value="10000"' in page
        assert f'href="#id_quantity_{one.pk}"' in page
        assert "up to 9,999 copies" in page
        assert basket(client) == {str(one.pk): 2, str(two.pk): 2}

    def test_reading_its_address_leads_to_the_basket(self, client: Client) -> None:
        assert client.get("/basket/update/")["Location"] == BASKET


class TestShow:
    def test_an_empty_basket_helps_on(self, client: Client) -> None:
        assert "Your basket is empty" in shown(client)
        assert "sessionid" not in client.cookies

    def test_says_what_is_late_and_what_is_gone(self, client: Client) -> None:
        late, gone, deleted = make_orderable(on_hand=0), make_orderable(), make_orderable()
        for resource in (late, gone):
            fill_basket(client, resource)
        Resource.objects.filter(pk=gone.pk).update(lifecycle=Lifecycle.WITHDRAWN)
        session = client.session
        session["basket"] = {**session["basket"], str(deleted.pk + 1000): 1}
        session.save()
        page = shown(client)
        assert "Back-order" in page
        assert "Cannot be ordered any more" in page
        assert "no longer in the library" in page
        assert set(basket(client)) == {str(late.pk), str(gone.pk)}

    def test_costs_the_same_however_full(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(12):
            fill_basket(client, make_orderable(), 1)
        shown(client)
        with django_assert_max_num_queries(14):
            shown(client)
