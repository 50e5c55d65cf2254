"""What a warehouse waits for: paper for a wave, and the answer to a scan.

`python -m benchmarks.warehouse [--slips 200] [--labels 3000] [--scans 400] [--json]`. Slips and
labels are drawn as the jobs draw them, from the database to the finished file; scans are taken by
the service in this process, one after the other, as one packer makes them.
"""

import random
from argparse import Namespace
from uuid import UUID

from benchmarks.bed.figures import Report, arguments, percentiles, seconds
from benchmarks.bed.place import shelf
from library.fulfillment.enums import LabelSheet
from library.fulfillment.models import Shipment
from library.fulfillment.paper.labels import address_labels
from library.fulfillment.paper.pick_list import pick_list
from library.fulfillment.paper.zpl import zpl_labels
from library.fulfillment.selectors.parcels import shipments_for_labels
from library.fulfillment.services import open_wave, take_scan
from library.fulfillment.slips import packing_slips
from tests.factories.fulfillment import make_clerk, make_shipment
from tests.factories.inventory import make_stock

TITLES = 60
LINES = 4


def main() -> None:
    """Fill a warehouse, print, scan, clean up."""
    options = arguments(__doc__, slips=200, labels=3000, scans=400)
    report = Report("warehouse", options.json)
    with shelf():
        keys = fill(max(options.slips, options.labels))
        paper(report, options, keys)
        scans(report, options.scans)
    report.end()


def fill(parcels: int) -> list[int]:
    """Make parcels of some titles each, ready to be picked, and return their keys."""
    chance = random.Random(1994)  # noqa: S311 - meant to repeat
    shelves = [
        make_stock(on_hand=parcels * 5, bin_location=f"A-{n}").resource_id for n in range(TITLES)
    ]
    wanted = [dict.fromkeys(chance.sample(shelves, LINES), 1) for _ in range(parcels)]
    return [make_shipment(lines).pk for lines in wanted]


def paper(report: Report, options: Namespace, keys: list[int]) -> None:
    """Draw everything that is printed for a wave."""
    wave = open_wave(shipment_ids=keys[: options.slips], actor=None)
    slips, labels = keys[: options.slips], keys[: options.labels]
    packing_slips(shipment_ids=slips[:1])  # fonts are read once a process
    took = seconds(lambda: packing_slips(shipment_ids=slips))
    report.tell(f"{options.slips} packing slips", {"seconds": took}, goal="<= 15")
    took = seconds(lambda: pick_list(wave_id=wave.pk))
    report.tell(f"pick list of {TITLES} titles", {"seconds": took})
    for sheet in LabelSheet:
        took = seconds(lambda sheet=sheet: drawn(labels, sheet))  # type: ignore[misc]
        report.tell(f"{options.labels} labels, Avery {sheet}", {"seconds": took}, goal="<= 3")
    took = seconds(lambda: zpl_labels(shipments=shipments_for_labels(shipment_ids=labels)))
    report.tell(f"{options.labels} labels, ZPL", {"seconds": took}, goal="<= 3")


def drawn(keys: list[int], sheet: LabelSheet) -> bytes:
    """Return the labels of parcels."""
    return address_labels(shipments=shipments_for_labels(shipment_ids=keys), sheet=sheet)


def scans(report: Report, count: int) -> None:
    """Scan one title again and again."""
    packer = make_clerk("packer")
    item = make_stock(on_hand=count)
    parcel: Shipment = make_shipment({item.resource_id: count})
    number = str(item.resource.product_number)
    take_scan(scan_id=UUID(int=0), actor=packer, code=parcel.number)
    times = [
        seconds(lambda n=n: take_scan(scan_id=UUID(int=n), actor=packer, code=number)) * 1000  # type: ignore[misc]
        for n in range(1, count + 1)
    ]
    report.tell("a scan, ms in the service", percentiles(times), goal="p95 <= 150 at the page")


if __name__ == "__main__":
    main()
