"""Whom the ledger names stays, in the admin's own screens too."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from library.inventory import ledger
from tests.factories.catalog import ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    return client


@pytest.fixture
def clerk(db: None) -> User:
    user = User.objects.create_user("clerk")
    resource = ResourceFactory.create()
    ledger.open_item(resource_id=resource.pk)
    ledger.receive(resource_id=resource.pk, quantity=1, document="note 1", actor=user)
    return user


def test_somebody_whom_the_ledger_names_is_not_deleted(boss: Client, clerk: User) -> None:
    address = reverse("wagtailusers_users:delete", args=(clerk.pk,))
    page = boss.post(address, follow=True).content.decode()
    assert "“clerk” cannot be deleted, because other records rest on it (1 movement)" in page
    assert "Active" in page
    assert User.objects.filter(pk=clerk.pk).exists()


def test_nor_is_he_among_others(boss: Client, clerk: User) -> None:
    other = User.objects.create_user("other")
    address = reverse("wagtail_bulk_action", args=("auth", "user", "delete"))
    answer = boss.post(f"{address}?id={other.pk}&id={clerk.pk}", follow=True)
    assert "“clerk” cannot be deleted" in answer.content.decode()
    assert User.objects.count() == 3


def test_somebody_whom_nothing_names_is_deleted(boss: Client) -> None:
    other = User.objects.create_user("other")
    assert boss.post(reverse("wagtailusers_users:delete", args=(other.pk,))).status_code == 302
    assert not User.objects.filter(pk=other.pk).exists()
