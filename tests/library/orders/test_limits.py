"""Limits: a title's own, else the default, else none."""

import pytest
from django.db import IntegrityError

from library.orders.limits import OverLimit, check_limits, limits_of
from library.orders.models import QuantityLimit
from tests.factories.inventory import make_title

pytestmark = pytest.mark.django_db


def test_nothing_limits_without_rows() -> None:
    pk = make_title().pk
    assert limits_of(resource_ids=[pk]) == {pk: None}
    check_limits(quantities={pk: 1_000_000})


def test_a_row_of_its_own_goes_before_the_default() -> None:
    own, other = make_title(), make_title()
    QuantityLimit.objects.create(resource=own, copies_per_order=500)
    QuantityLimit.objects.create(copies_per_order=50)
    assert limits_of(resource_ids=[own.pk, other.pk]) == {own.pk: 500, other.pk: 50}


def test_none_at_all_is_a_limit_too() -> None:
    title = make_title()
    QuantityLimit.objects.create(resource=title, copies_per_order=0)
    with pytest.raises(OverLimit):
        check_limits(quantities={title.pk: 1})


def test_every_excess_is_named() -> None:
    one, two, fine = make_title(), make_title(), make_title()
    QuantityLimit.objects.create(copies_per_order=10)
    with pytest.raises(OverLimit) as refusal:
        check_limits(quantities={one.pk: 11, fine.pk: 10, two.pk: 12})
    found = [(each.resource_id, each.requested, each.limit) for each in refusal.value.excesses]
    assert found == [(one.pk, 11, 10), (two.pk, 12, 10)]


def test_there_is_one_default() -> None:
    QuantityLimit.objects.create(copies_per_order=10)
    with pytest.raises(IntegrityError):
        QuantityLimit.objects.create(copies_per_order=20)
