"""The demo's shelf: opening receipts and expected deliveries."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from config.demo.tables import read_table
from library.catalog.models import Resource
from library.fulfillment.selectors.counts import in_bins
from library.fulfillment.services import enter_tally, open_count
from library.inventory import ledger
from library.inventory.selectors import stock_items

OPENED_DAYS_AGO = 400
EXPECTED_IN_DAYS = 21
REPRINT = 500
LATE = "COPS-B429"
LOW = "COPS-F401"
COUNTED_BINS = "B-0"


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


def load_supply(*, clerk: AbstractBaseUser) -> None:
    """Let a delivery come in parts and be late, two titles run low, and a count be under way."""
    keys = dict(Resource.objects.values_list("product_number", "pk"))
    today = timezone.localdate()
    late = ledger.expect(
        resource_id=keys[LATE],
        copies=REPRINT,
        document=f"REPRINT-{LATE}",
        expected_on=today - timedelta(days=6),
        actor=clerk,
        note="In two deliveries",
    )
    ledger.receive(
        resource_id=keys[LATE],
        quantity=REPRINT // 2,
        document="DELIVERY-0417",
        actor=clerk,
        occurred_at=timezone.now() - timedelta(days=9),
        expected_id=late.pk,
    )
    for item in stock_items(text="COPS-F"):
        ledger.describe_item(
            resource_id=item.resource_id,
            bin_location=item.bin_location,
            buffer=item.buffer,
            weight_grams=item.weight_grams,
            reorder_point=item.available + 50 if item.resource_id == keys[LOW] else 50,
            actor=clerk,
        )
    _begin_count(clerk)


def _begin_count(clerk: AbstractBaseUser) -> None:
    """Open a sheet; of its shelves one agrees and one is to be counted again."""
    sheet = open_count(bins=COUNTED_BINS, not_since_days=None, tolerance=2, actor=clerk)
    lines = list(sheet.lines.select_related("item").order_by("item__bin_sort")[:2])
    bins = in_bins(resource_ids=[line.item.resource_id for line in lines])
    for line, off in zip(lines, (0, 9), strict=False):
        enter_tally(
            line_id=line.pk,
            counted=bins[line.item.resource_id].expected + off,
            begun_at=timezone.now(),
            all_in_bin=True,
            actor=clerk,
        )


def _open(resource_id: int, row: dict[str, str]) -> None:
    ledger.open_item(resource_id=resource_id, bin_location=row["bin"])
    if row["expected"]:
        ledger.expect(
            resource_id=resource_id,
            copies=REPRINT,
            document=f"REPRINT-{row['product_number']}",
            expected_on=timezone.localdate() + timedelta(days=EXPECTED_IN_DAYS),
            note="Second printing",
        )
