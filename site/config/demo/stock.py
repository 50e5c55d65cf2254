"""The demo's shelf: opening receipts and expected deliveries."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from config.demo.tables import read_table
from library.catalog.models import Resource
from library.inventory import ledger

OPENED_DAYS_AGO = 400
EXPECTED_IN_DAYS = 21


def load_stock(*, clerk: AbstractBaseUser) -> None:
    """Open a stock item for everything that has a bin, and receive what lies in it."""
    opened = timezone.now() - timedelta(days=OPENED_DAYS_AGO)
    keys = dict(Resource.objects.values_list("product_number", "pk"))
    for row in read_table("resources"):
        if not row["bin"]:
            continue
        resource_id = keys[row["product_number"]]
        _open(resource_id, row)
        if int(row["copies"]):
            ledger.receive(
                resource_id=resource_id,
                quantity=int(row["copies"]),
                document=f"PRINT-{row['product_number']}",
                actor=clerk,
                occurred_at=opened,
                reason="Opening stock",
            )


def load_events(*, clerk: AbstractBaseUser) -> None:
    """Hand out cards at two conferences, and take back a parcel that came undelivered."""
    now = timezone.now()
    keys = dict(Resource.objects.values_list("product_number", "pk"))
    for days, event in ((200, "EVENT-SPRING-FORUM"), (45, "EVENT-CHIEFS-MEETING")):
        for number in ("COPS-F401", "COPS-B429", "COPS-B423"):
            ledger.hand_out(
                resource_id=keys[number],
                quantity=150,
                document=event,
                actor=clerk,
                occurred_at=now - timedelta(days=days),
                reason="Handed out at the stand",
            )
    ledger.take_back(
        resource_id=keys["COPS-B429"],
        quantity=20,
        document="RETURN-0001",
        actor=clerk,
        occurred_at=now - timedelta(days=30),
        reason="Parcel returned as undeliverable",
    )


def _open(resource_id: int, row: dict[str, str]) -> None:
    ledger.open_item(resource_id=resource_id, bin_location=row["bin"])
    if row["expected"]:
        ledger.describe_item(
            resource_id=resource_id,
            bin_location=row["bin"],
            buffer=0,
            weight_grams=None,
            expected_on=timezone.localdate() + timedelta(days=EXPECTED_IN_DAYS),
        )
