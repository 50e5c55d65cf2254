"""Who gets past the door of each address of the admin. One that no table has fails."""

from collections import Counter

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.config.addresses import addresses, gets_past
from tests.config.doors import DOORS, ROLES
from tests.config.doors_elsewhere import ELSEWHERE
from tests.config.rows import make_rows

pytestmark = pytest.mark.django_db

TABLE = DOORS | ELSEWHERE
MAY_REFUSE_BY_STEP = {"fulfillment:bulk_preview", "fulfillment:bulk_start"}
# Wagtail's own for anybody: signing in, passwords, and what its pages are drawn with.
FOR_ANYBODY = {
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_sprite",
}
# Here what one may not see is not found.
HIDES = (
    "jobs:",
    "wagtail_bulk_action",
    "wagtailadmin_api:",
    "wagtailadmin_collections:delete",
    "wagtailadmin_pages:convert_alias",
    "wagtailadmin_tag_model_autocomplete",
    "wagtaildocs:create_multiple_from_uploaded_document",
    "wagtaildocs:delete_upload_multiple",
    "wagtailimages:create_multiple_from_uploaded_image",
    "wagtailimages:delete_upload_multiple",
    "wagtailsettings:",
)


def visitor(role: str) -> Client:
    """Return the browser of somebody in that group; the superuser is in none."""
    user = User.objects.create_user("somebody", is_superuser=role == "S")
    if ROLES[role]:
        user.groups.add(Group.objects.get(name=ROLES[role]))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_every_address_has_a_line() -> None:
    names = {one.name for one in addresses(make_rows())}
    assert names - TABLE.keys() == set(), "say in tests/config/doors.py who gets past these"
    assert TABLE.keys() - names == set(), "these are gone: take their lines out"
    assert DOORS.keys() & ELSEWHERE.keys() == set()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_past_the_doors_that_are_its_own(role: str) -> None:
    found = addresses(make_rows())
    client = visitor(role)
    wrong = [
        f"{one.name} {method}: {'open' if is_open else 'closed'}"
        for one in found
        for method, letters in zip(("GET", "POST"), TABLE.get(one.name, ("", "")), strict=True)
        if (is_open := gets_past(client, method, one.path, hides=one.name.startswith(HIDES)))
        != (role in letters)
    ]
    assert "\n".join(wrong) == ""


def test_an_auditor_acts_nowhere_in_the_warehouse() -> None:
    assert {name for name, (_, acts) in DOORS.items() if "A" in acts} == MAY_REFUSE_BY_STEP


def test_whatever_somebody_may_do_the_superuser_may() -> None:
    letters = Counter("".join(part for line in TABLE.values() for part in line))
    rows = [part for line in TABLE.values() for part in line if part]
    assert letters["S"] == len(rows)


@pytest.mark.parametrize("is_known", [False, True], ids=["signed out", "in no group"])
def test_nobody_else_gets_in(is_known: bool) -> None:  # noqa: FBT001 - a parameter of the test
    client = Client(raise_request_exception=False)
    found = addresses(make_rows())
    if is_known:
        client.force_login(User.objects.create_user("nobody"))
    opened = {
        one.name
        for one in found
        for method in ("GET", "POST")
        if gets_past(client, method, one.path)
    }
    assert opened == FOR_ANYBODY
