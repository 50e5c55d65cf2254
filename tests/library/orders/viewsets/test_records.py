"""Agencies and limits in the admin."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from library.orders.models import Agency, QuantityLimit
from tests.factories.orders import make_orderable, make_placed_order

pytestmark = pytest.mark.django_db


def agency(**changes: str) -> dict[str, str]:
    typed = {"name": "Springfield PD", "agency_type": "municipal", "ori": "", "city": ""}
    return {**typed, "state": "va", **changes}


def test_an_agency_is_kept_with_its_normalized_name(admin_client: Client) -> None:
    admin_client.post(reverse("agency:add"), agency())
    row = Agency.objects.get()
    assert (row.normalized_name, row.state, row.ori) == (
        "springfield police department",
        "VA",
        None,
    )


def test_the_same_agency_is_not_listed_twice(admin_client: Client) -> None:
    admin_client.post(reverse("agency:add"), agency())
    typed = agency(name="Springfield Police Dept.")
    answer = admin_client.post(reverse("agency:add"), typed)
    assert "“Springfield PD” is this agency" in answer.content.decode()
    admin_client.post(reverse("agency:add"), {**typed, "state": "IL"})
    assert Agency.objects.count() == 2


def test_an_agency_can_be_edited(admin_client: Client) -> None:
    row = Agency.objects.create(name="Springfield PD", state="VA")
    admin_client.post(reverse("agency:edit", args=[row.pk]), agency(name="Springfield Police"))
    row.refresh_from_db()
    assert row.normalized_name == "springfield police"


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


def test_an_agency_with_orders_is_not_deleted(admin_client: Client) -> None:
    agency = make_placed_order().agency
    answer = admin_client.post(reverse("agency:delete", args=[agency.pk]), follow=True)
    assert "cannot be deleted" in answer.content.decode()
    assert Agency.objects.filter(pk=agency.pk).exists()


def test_an_agency_without_orders_is_deleted(admin_client: Client) -> None:
    agency = Agency.objects.create(name="Nobody's Agency", state="OH")
    admin_client.post(reverse("agency:delete", args=[agency.pk]))
    assert not Agency.objects.filter(pk=agency.pk).exists()


def test_an_agency_is_not_copied_onto_itself(admin_client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("agency:copy", args=[1])
