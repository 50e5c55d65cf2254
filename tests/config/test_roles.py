"""Who gets past the door of each address of the warehouse. One without a line in doors.py fails."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.config.addresses import Address, addresses, gets_past
from tests.config.doors import DOORS, ELSEWHERE, ROLES
from tests.config.rows import make_rows

pytestmark = pytest.mark.django_db
MAY_REFUSE_BY_STEP = {"fulfillment:bulk_preview", "fulfillment:bulk_start"}


def of_the_warehouse() -> list[Address]:
    found = addresses(make_rows())
    return [one for one in found if one.path and not one.name.startswith(ELSEWHERE)]


def test_every_address_has_a_line() -> None:
    names = {one.name for one in of_the_warehouse()}
    assert names - DOORS.keys() == set(), "say in tests/config/doors.py who gets past these"
    assert DOORS.keys() - names == set(), "these are gone: take their lines out of doors.py"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_past_the_doors_that_are_its_own(role: str) -> None:
    found = of_the_warehouse()
    user = User.objects.create_user("somebody")
    user.groups.add(Group.objects.get(name=ROLES[role]))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    wrong = [
        f"{one.name} {method}: {'open' if is_open else 'closed'}"
        for one in found
        for method, letters in zip(("GET", "POST"), DOORS.get(one.name, ("", "")), strict=True)
        if (is_open := gets_past(client, method, one.path, hides=one.name.startswith("jobs:")))
        != (role in letters)
    ]
    assert "\n".join(wrong) == ""


def test_an_auditor_acts_nowhere() -> None:
    assert {name for name, (_, acts) in DOORS.items() if "A" in acts} == MAY_REFUSE_BY_STEP


def test_nobody_gets_in_without_signing_in() -> None:
    client = Client()
    opened = [
        f"{method} {one.path}"
        for one in of_the_warehouse()
        for method in ("GET", "POST")
        if gets_past(client, method, one.path)
    ]
    assert opened == []
