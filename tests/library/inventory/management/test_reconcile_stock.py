"""reconcile_stock proves every balance, and fails loudly where it cannot."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories.inventory import make_stock

pytestmark = pytest.mark.django_db


def run(**options: bool) -> str:
    out = StringIO()
    call_command("reconcile_stock", stdout=out, **options)
    return out.getvalue()


def test_sound_shelves_are_counted() -> None:
    make_stock(on_hand=5)
    make_stock()
    assert run() == "2 balances checked, 0 wrong.\n"
    assert json.loads(run(json=True)) == {"checked": 2, "discrepancies": []}


def test_a_wrong_balance_fails_and_is_named() -> None:
    item = make_stock(on_hand=5)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE inventory_stockitem SET on_hand = 9")
        cursor.execute("SET session_replication_role = origin")
    out = StringIO()
    with pytest.raises(CommandError, match="does not prove"):
        call_command("reconcile_stock", stdout=out, json=True)
    assert json.loads(out.getvalue())["discrepancies"] == [
        {"resource_id": item.resource_id, "on_hand": 9, "moved": 5}
    ]
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("reconcile_stock", stdout=out)
    assert f"Resource {item.resource_id}: on hand 9, movements 5." in out.getvalue()
