"""Limits: what counts, who is exempt, and what is left."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from library.inventory import ledger
from library.orders.enums import AgencyType, LimitScope
from library.orders.limits import Asker, Excess, excesses_of, limits_of
from library.orders.models import LimitExemption, Order, QuantityLimit
from library.orders.services import approve_order, decline_order
from tests.factories.inventory import make_stock, make_title
from tests.factories.orders import make_orderable, make_placed_order

pytestmark = pytest.mark.django_db

SOMEBODY = Asker(AgencyType.MUNICIPAL)


def excesses(quantities: Mapping[int, int], asker: Asker = SOMEBODY) -> tuple[Excess, ...]:
    return excesses_of(quantities=quantities, asker=asker)


def asker_of(order: Order) -> Asker:
    return Asker(AgencyType.MUNICIPAL, order.agency_id, order.delivery_point)


def test_nothing_limits_without_rows() -> None:
    pk = make_title().pk
    assert limits_of(resource_ids=[pk]) == {pk: None}
    assert excesses({pk: 1_000_000}) == ()


def test_a_limit_of_its_own_goes_before_the_default() -> None:
    own, other = make_title(), make_title()
    QuantityLimit.objects.create(resource=own, most=500)
    QuantityLimit.objects.create(most=50)
    assert limits_of(resource_ids=[own.pk, other.pk]) == {own.pk: 500, other.pk: 50}


def test_none_at_all_is_a_limit_too() -> None:
    title = make_title()
    QuantityLimit.objects.create(resource=title, most=0)
    assert [each.left for each in excesses({title.pk: 1})] == [0]


def test_every_excess_is_named() -> None:
    one, two, fine = make_title(), make_title(), make_title()
    QuantityLimit.objects.create(most=10)
    found = excesses({one.pk: 11, fine.pk: 10, two.pk: 12})
    assert found == (
        Excess(LimitScope.ORDER_TITLE, one.pk, 11, 10),
        Excess(LimitScope.ORDER_TITLE, two.pk, 12, 10),
    )


@pytest.mark.parametrize("scope", [LimitScope.AGENCY_TITLE, LimitScope.ADDRESS_TITLE])
class TestOverAWindow:
    def test_earlier_orders_count_those_not_decided_too(self, scope: LimitScope) -> None:
        pk = make_orderable().pk
        order = make_placed_order((pk, 40))
        QuantityLimit.objects.create(scope=scope, most=50)
        assert excesses({pk: 10}, asker_of(order)) == ()
        (excess,) = excesses({pk: 11}, asker_of(order))
        assert (excess.had, excess.left, excess.window_days) == (40, 10, 90)

    def test_what_was_approved_counts_in_place_of_what_was_asked(self, scope: LimitScope) -> None:
        pk = make_orderable().pk
        order = make_placed_order((pk, 40))
        QuantityLimit.objects.create(scope=scope, most=50)
        line = order.lines.get()
        approve_order(order_id=order.pk, actor=None, quantities={line.pk: 5})
        assert [each.had for each in excesses({pk: 46}, asker_of(order))] == [5]

    def test_what_was_declined_does_not_count(self, scope: LimitScope) -> None:
        pk = make_orderable().pk
        order = make_placed_order((pk, 40))
        QuantityLimit.objects.create(scope=scope, most=50)
        decline_order(order_id=order.pk, actor=None, reason="Twice")
        assert excesses({pk: 50}, asker_of(order)) == ()

    def test_what_is_older_than_the_window_does_not_count(self, scope: LimitScope) -> None:
        pk = make_orderable().pk
        order = make_placed_order((pk, 40))
        QuantityLimit.objects.create(scope=scope, most=50, window_days=30)
        Order.objects.update(placed_at=timezone.now() - timedelta(days=31))
        assert excesses({pk: 50}, asker_of(order)) == ()

    def test_others_do_not_count(self, scope: LimitScope) -> None:
        pk = make_orderable().pk
        make_placed_order((pk, 40))
        other = make_placed_order(organization="Shelbyville Police", street1="9 Elm Road")
        QuantityLimit.objects.create(scope=scope, most=50)
        assert excesses({pk: 50}, asker_of(other)) == ()


def test_an_address_is_the_same_however_it_is_written() -> None:
    pk = make_orderable().pk
    make_placed_order((pk, 40))
    QuantityLimit.objects.create(scope=LimitScope.ADDRESS_TITLE, most=50)
    again = make_placed_order(
        organization="The Same House", street1="1400 quarterdeck ln.", street2="STE 5"
    )
    assert [each.had for each in excesses({pk: 20}, asker_of(again))] == [40]


def test_the_copies_and_the_weight_of_a_whole_order() -> None:
    heavy, light = make_stock(on_hand=9), make_stock(on_hand=9)
    ledger.describe_item(
        resource_id=heavy.resource_id,
        bin_location="A",
        buffer=0,
        weight_grams=800,
    )
    QuantityLimit.objects.create(scope=LimitScope.ORDER_COPIES, most=4)
    QuantityLimit.objects.create(scope=LimitScope.ORDER_WEIGHT, most=1_700)
    found = excesses({heavy.resource_id: 3, light.resource_id: 2})
    assert found == (
        Excess(LimitScope.ORDER_COPIES, None, 5, 4),
        Excess(LimitScope.ORDER_WEIGHT, None, 2_400, 1_700),
    )


def test_a_limit_shrinks_with_the_days_of_cover() -> None:
    item = make_stock(on_hand=120)
    QuantityLimit.objects.create(most=50, shrinks_below_days=90)
    assert excesses({item.resource_id: 50}) == ()
    ledger.hand_out(resource_id=item.resource_id, quantity=90, document="Fair")
    # 30 left, and 90 went in 90 days: 30 days of cover, a third of the limit.
    assert [each.limit for each in excesses({item.resource_id: 17})] == [16]


class TestExemptions:
    def test_a_type_of_organization(self) -> None:
        title = make_title()
        QuantityLimit.objects.create(most=10)
        LimitExemption.objects.create(name="Federal", agency_types=[AgencyType.FEDERAL])
        assert excesses({title.pk: 99}, Asker(AgencyType.FEDERAL)) == ()
        assert len(excesses({title.pk: 99})) == 1

    def test_the_titles_and_days_of_a_campaign(self) -> None:
        title, other = make_title(), make_title()
        QuantityLimit.objects.create(most=10)
        today = timezone.localdate()
        campaign = LimitExemption.objects.create(name="Week", starts_on=today, ends_on=today)
        campaign.resources.add(title)
        assert [each.resource_id for each in excesses({title.pk: 99, other.pk: 99})] == [other.pk]
        for starts_on, ends_on in (
            (today + timedelta(days=1), None),
            (None, today - timedelta(days=1)),
        ):
            LimitExemption.objects.update(starts_on=starts_on, ends_on=ends_on)
            assert len(excesses({title.pk: 99, other.pk: 99})) == 2

    def test_it_does_not_end_before_it_starts(self) -> None:
        today = timezone.localdate()
        exemption = LimitExemption(name="Week", starts_on=today, ends_on=today - timedelta(days=1))
        with pytest.raises(ValidationError, match="comes before"):
            exemption.full_clean()


def test_there_is_one_default_of_a_kind() -> None:
    QuantityLimit.objects.create(most=10)
    with pytest.raises(IntegrityError):
        QuantityLimit.objects.create(most=20)


def test_a_limit_of_whole_orders_names_no_title() -> None:
    limit = QuantityLimit(scope=LimitScope.ORDER_COPIES, resource=make_title(), most=10)
    with pytest.raises(ValidationError, match="not of one title"):
        limit.full_clean()
