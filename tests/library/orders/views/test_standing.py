"""What a person is told of what the agency has had and may still have, and what a stranger is."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from library.orders.enums import LimitScope
from library.orders.models import QuantityLimit
from library.orders.services import approve_order
from tests.factories.orders import check_key, fill_basket, make_orderable, make_placed_order

pytestmark = pytest.mark.django_db


def check_page(client: Client) -> str:
    check_key(client)
    page = BeautifulSoup(client.get("/order/check/").content, "html.parser")
    assert page.main is not None
    return " ".join(page.main.text.split())


@pytest.mark.parametrize(
    ("before", "asks", "says"),
    [
        ({}, 5, "Your agency had 40 of 50 in the last 90 days; 10 are left"),
        ({}, 11, "In the last 90 days your agency asked for 40 of 50; 10 are left."),
        ({"street1": "9 Elsewhere Road"}, 5, ""),
        ({"street1": "9 Elsewhere Road"}, 11, "Without a reason your agency may have 10 more now."),
        ({"organization": "Another Agency"}, 5, ""),
    ],
)
def test_only_where_it_is_known_is_an_agency_told_what_it_had(
    client: Client, before: dict[str, str], asks: int, says: str
) -> None:
    resource = make_orderable()
    QuantityLimit.objects.create(scope=LimitScope.AGENCY_TITLE, most=50)
    order = make_placed_order((resource.pk, 40), key=None, needed_by=None, **before)
    approve_order(order_id=order.pk, actor=None)
    fill_basket(client, resource, asks)
    page = check_page(client)
    assert says in page
    if before:
        assert "of 50" not in page


def test_an_order_that_nobody_granted_makes_no_one_known(client: Client) -> None:
    resource = make_orderable()
    QuantityLimit.objects.create(scope=LimitScope.AGENCY_TITLE, most=50)
    make_placed_order((resource.pk, 40))
    fill_basket(client, resource, 5)
    assert "of 50" not in check_page(client)


def test_a_title_never_had_is_not_spoken_of(client: Client) -> None:
    had, new = make_orderable(), make_orderable()
    QuantityLimit.objects.create(scope=LimitScope.ADDRESS_TITLE, most=50)
    approve_order(order_id=make_placed_order((had.pk, 3)).pk, actor=None)
    for resource in (had, new):
        fill_basket(client, resource, 1)
    page = check_page(client)
    assert "This address had 3 of 50 in the last 90 days; 47 are left" in page
    assert "had 0" not in page
