"""The address log: auditors read it, nobody writes it."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library.orders.enums import AccessPurpose
from library.orders.models import AddressAccess
from library.orders.services import record_access

pytestmark = pytest.mark.django_db

INDEX = reverse("addressaccess:index")


def sign_in(client: Client, *permissions: str) -> User:
    user = User.objects.create_user("auditor")
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return user


@pytest.fixture
def auditor(client: Client) -> User:
    return sign_in(client, "access_admin", "view_addressaccess")


def write(*references: str, purpose: AccessPurpose = AccessPurpose.SLIP) -> AddressAccess:
    actor, _ = User.objects.get_or_create(username="packer")
    return record_access(actor=actor, purpose=purpose, page="/admin/x/", references=references)


def test_the_looks_at_one_order_are_found_by_its_reference(client: Client, auditor: User) -> None:
    write("R-AAAAAAAA", "R-BBBBBBBB")
    write("R-CCCCCCCC", purpose=AccessPurpose.EXPORT)
    every = client.get(INDEX).content.decode()
    assert "R-AAAAAAAA, R-BBBBBBBB" in every
    assert "R-CCCCCCCC" in every
    found = client.get(INDEX, {"reference": " r-bbbbbbbb "}).content.decode()
    assert "R-AAAAAAAA" in found
    assert "R-CCCCCCCC" not in found


def test_one_look_tells_every_order_it_showed(client: Client, auditor: User) -> None:
    access = write("R-1", "R-2", "R-3", "R-4")
    page = client.get(reverse("addressaccess:inspect", args=[access.pk])).content.decode()
    assert "R-1, R-2, R-3, R-4" in page
    assert "packer" in page


def test_the_log_is_exported_as_it_is_filtered(client: Client, auditor: User) -> None:
    write("R-1")
    write("R-2", purpose=AccessPurpose.EXPORT)
    answer = client.get(INDEX, {"purpose": "export", "export": "csv"}).getvalue().decode()
    assert "R-2" in answer
    assert "R-1" not in answer


def test_it_costs_the_same_however_long(client: Client, auditor: User) -> None:
    write("R-1")
    client.get(INDEX)
    with CaptureQueriesContext(connection) as short:
        client.get(INDEX)
    for number in range(15):
        write(f"R-{number}")
    with CaptureQueriesContext(connection) as long:
        client.get(INDEX)
    assert len(long) == len(short)


def test_nobody_writes_it_by_hand(client: Client) -> None:
    client.force_login(User.objects.create_superuser("chief"))
    access = write("R-1")
    assert "Add address access" not in client.get(INDEX).content.decode()
    for address in (f"{INDEX}new/", f"{INDEX}edit/{access.pk}/", f"{INDEX}delete/{access.pk}/"):
        assert client.get(address).status_code == 404


def test_it_is_closed_to_those_who_only_see_orders(client: Client) -> None:
    sign_in(client, "access_admin", "view_order", "view_recipient")
    assert client.get(INDEX).status_code == 302
