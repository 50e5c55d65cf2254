"""{% availability %} gives any template the stock of a title."""

import pytest
from django.template import Context, Template

from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


def test_availability_is_the_stock_of_the_title() -> None:
    item = make_stock(on_hand=5, buffer=2)
    page = Template(
        "{% load inventory %}{% availability resource as stock %}"
        "{{ stock.availability.label }}: {{ stock.available }}"
    )
    assert page.render(Context({"resource": item.resource})) == "Available now: 3"
