"""Who saw an address is written down, and stays written."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from library.orders.enums import AccessPurpose
from library.orders.models import AddressAccess
from library.orders.services import record_access

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk")


def test_a_list_of_many_orders_is_one_statement_and_one_row(
    clerk: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    references = [f"R-{number:08}" for number in range(3_000)]
    with django_assert_num_queries(1):
        access = record_access(
            actor=clerk,
            purpose=AccessPurpose.LABEL,
            page="/admin/labels/?q=Quintanilla",
            references=[*references, references[0]],
        )
    access.refresh_from_db()
    assert access.references == references
    assert access.page == "/admin/labels/"
    assert str(access) == "Label: R-00000000, R-00000001, R-00000002 and 2,997 more"


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE orders_addressaccess SET page = ''",
        "DELETE FROM orders_addressaccess",
        "TRUNCATE orders_addressaccess",
    ],
)
def test_nobody_takes_back_what_is_written(clerk: User, sentence: str) -> None:
    record_access(actor=clerk, purpose=AccessPurpose.VIEW, page="/", references=["R-1"])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sentence)
    assert AddressAccess.objects.get().page == "/"
