"""The baseline's screens add and read."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories.distribution import BaselineEntryFactory

pytestmark = pytest.mark.django_db


def test_a_row_is_shown_but_cannot_be_taken_as_a_form_for_another(client: Client) -> None:
    entry = BaselineEntryFactory.create(copies=7)
    client.force_login(User.objects.create_superuser("boss"))
    assert client.get(reverse("baseline:inspect", args=(entry.pk,))).status_code == 200
    with pytest.raises(NoReverseMatch):
        reverse("baseline:copy", args=(entry.pk,))
