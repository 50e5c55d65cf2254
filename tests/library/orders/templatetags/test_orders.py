"""Tags that other pages order with."""

from datetime import date

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from library.catalog.models import Resource
from library.inventory import ledger
from library.orders.models import QuantityLimit
from tests.factories.inventory import make_title
from tests.factories.orders import make_orderable

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/")
    request.session = SessionStore()
    return request


def button(request: HttpRequest, resource: Resource) -> str:
    template = Template("{% load orders %}{% order_button resource %}")
    return template.render(RequestContext(request, {"resource": resource}))


def test_what_is_on_the_shelf_can_be_ordered(visit: HttpRequest) -> None:
    resource = make_orderable()
    shown = button(visit, resource)
    assert f'name="resource" value="{resource.pk}"' in shown
    assert "csrfmiddlewaretoken" in shown
    assert "Add to basket" in shown
    assert "Out of stock" not in shown


def test_the_limit_is_told_and_set(visit: HttpRequest) -> None:
    resource = make_orderable()
    QuantityLimit.objects.create(resource=resource, most=25)
    shown = button(visit, resource)
    assert "Up to 25 copies in one order" in shown
    assert "more with a reason" in shown


def test_a_back_order_says_when(visit: HttpRequest) -> None:
    resource = make_orderable(on_hand=0)
    ledger.expect(
        resource_id=resource.pk, copies=100, document="PO-1", expected_on=date(2199, 2, 1)
    )
    assert "expected February 1, 2199" in button(visit, resource)


@pytest.mark.parametrize("resource", [Resource(title="Preview"), None])
def test_what_has_no_shelf_has_no_button(visit: HttpRequest, resource: Resource | None) -> None:
    assert "<form" not in button(visit, resource or make_title())


def test_what_the_basket_holds_is_told(visit: HttpRequest) -> None:
    resource = make_orderable()
    visit.session["basket"] = {str(resource.pk): 3}
    assert "In your basket: 3 copies" in button(visit, resource)
    count = Template("{% load orders %}{% basket_count %}")
    assert count.render(RequestContext(visit)) == "1"


def test_a_page_without_a_session_has_an_empty_basket() -> None:
    assert Template("{% load orders %}{% basket_count %}").render(Context()) == "0"
