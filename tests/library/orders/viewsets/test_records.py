"""Limits in the admin."""

import pytest
from django.test import Client
from django.urls import reverse

from library.orders.models import QuantityLimit
from tests.factories.orders import make_orderable

pytestmark = pytest.mark.django_db


def test_limits_are_listed_with_what_they_are_for(admin_client: Client) -> None:
    title = make_orderable(title="Guide One")
    fields = {"scope": "order_title", "window_days": "90"}
    admin_client.post(reverse("quantitylimit:add"), fields | {"resource": "", "most": "50"})
    admin_client.post(
        reverse("quantitylimit:add"), fields | {"resource": str(title.pk), "most": "10"}
    )
    assert QuantityLimit.objects.count() == 2
    found = admin_client.get(reverse("quantitylimit:index")).content.decode()
    assert "Every other title" in found
    assert "Guide One" in found
