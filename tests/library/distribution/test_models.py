"""The baseline is append-only: the database refuses a change, the admin does not offer one."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError
from django.test import Client
from django.urls import reverse

from library.distribution.models import BaselineEntry
from tests.factories.distribution import BaselineEntryFactory

pytestmark = pytest.mark.django_db


def test_a_row_cannot_be_changed() -> None:
    BaselineEntryFactory.create()
    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        BaselineEntry.objects.update(copies=5)


def test_a_row_cannot_be_deleted() -> None:
    entry = BaselineEntryFactory.create()
    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        entry.delete()


def test_a_row_counts_something() -> None:
    with pytest.raises(IntegrityError, match="baseline_counts_something"):
        BaselineEntryFactory.create(copies=0)


def test_admin_adds_rows_but_changes_none(client: Client) -> None:
    client.force_login(User.objects.create_superuser("boss", password="a long password"))
    values = {"source": "Summary", "period": "Fiscal year 2012", "fiscal_year": 2012, "copies": 7}
    client.post(reverse("baseline:add"), values)
    entry = BaselineEntry.objects.get()
    assert (entry.period, entry.copies) == ("Fiscal year 2012", 7)
    listing = client.get(reverse("baseline:index")).content.decode()
    assert "Fiscal year 2012" in listing
    assert client.get(reverse("baseline:inspect", args=(entry.pk,))).status_code == 200
    for name in ("baseline:edit", "baseline:delete"):
        answer = client.post(reverse(name, args=(entry.pk,)), values | {"copies": 9})
        assert answer.status_code == 302
        assert answer["Location"] == reverse("wagtailadmin_home")
    assert BaselineEntry.objects.get().copies == 7
