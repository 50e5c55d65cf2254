"""Address labels: each in its place on the sheet, whole, and moved as the printer needs it."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.lib.units import inch, mm

from library.fulfillment.enums import LabelSheet
from library.fulfillment.models import Shipment
from library.fulfillment.paper.drawing import register_fonts
from library.fulfillment.paper.labels import Calibration, address_labels, fit
from library.fulfillment.selectors.parcels import shipments_for_labels
from library.orders.models import Recipient
from tests.factories.fulfillment import make_shipment
from tests.factories.inventory import make_stock
from tests.factories.reading import codes_of, texts_of

pytestmark = pytest.mark.django_db

SMALL, LARGE = LabelSheet.AVERY_5160, LabelSheet.AVERY_5163


def parcels(count: int) -> list[Shipment]:
    item = make_stock(on_hand=count)
    keys = [make_shipment({item.resource_id: 1}).pk for _ in range(count)]
    return list(shipments_for_labels(shipment_ids=keys))


def places(pdf: bytes) -> list[list[tuple[float, float]]]:
    """Return for each sheet where the names of recipients begin, in points from above left."""
    found: list[list[tuple[float, float]]] = []
    for page in PdfReader(BytesIO(pdf)).pages:
        here: list[tuple[float, float]] = []

        def note(text: str, _cm: object, tm: list[float], *_: object) -> None:
            if "Łukasiewicz" in text:
                here.append((round(tm[4], 1), round(792 - tm[5], 1)))  # noqa: B023

        page.extract_text(visitor_text=note)
        found.append(here)
    return found


def test_labels_lie_where_the_sheet_has_them() -> None:
    [sheet] = places(address_labels(shipments=parcels(4), sheet=SMALL))
    (x, y), second, third, below = sheet
    assert 0.1875 * inch < x < 0.35 * inch
    assert 0.5 * inch < y < 0.8 * inch
    assert second == pytest.approx((x + 2.75 * inch, y), abs=0.2)
    assert third == pytest.approx((x + 5.5 * inch, y), abs=0.2)
    assert below == pytest.approx((x, y + 1 * inch), abs=0.2)
    [sheet] = places(address_labels(shipments=parcels(3), sheet=LARGE))
    (x, y), second, below = sheet
    assert second == pytest.approx((x + 4.1875 * inch, y), abs=0.2)
    assert below == pytest.approx((x, y + 2 * inch), abs=0.2)


def test_a_sheet_that_was_begun_is_used_up() -> None:
    whole = places(address_labels(shipments=parcels(30), sheet=SMALL))
    begun = places(address_labels(shipments=parcels(5), sheet=SMALL, first=28))
    assert [len(sheet) for sheet in whole] == [30]
    assert [len(sheet) for sheet in begun] == [3, 2]
    assert begun[0] == whole[0][27:]
    assert begun[1] == whole[0][:2]
    for label in (0, 31):
        with pytest.raises(ValueError, match="labels 1 to 30"):
            address_labels(shipments=[], sheet=SMALL, first=label)


def test_the_print_is_moved_as_the_printer_needs_it() -> None:
    shipments = parcels(1)
    [[(x, y)]] = places(address_labels(shipments=shipments, sheet=SMALL))
    moved = address_labels(
        shipments=shipments, sheet=SMALL, calibration=Calibration(right=2.5, down=-1)
    )
    assert places(moved) == [[pytest.approx((x + 2.5 * mm, y - 1 * mm), abs=0.2)]]


@pytest.mark.parametrize("sheet", LabelSheet)
def test_no_word_of_a_long_address_is_lost(sheet: LabelSheet) -> None:
    shipments = parcels(1)
    words = "Bernalillo County Sheriff's Office of Community Engagement and Youth Outreach Unit"
    Recipient.objects.update(organization=words + " W" * 30, street2="Z" * 90, name="N " * 50)
    [page] = texts_of(
        address_labels(shipments=shipments_for_labels(shipment_ids=[shipments[0].pk]), sheet=sheet)
    )
    joined = page.replace(" ", "")
    for part in (words, "W" * 30, "Z" * 90, "N" * 50, "Springfield,VA22150"):
        assert part.replace(" ", "") in joined


def test_type_gets_smaller_before_a_row_is_broken() -> None:
    register_fonts()
    short, size = fit(["Pat Alvarado", "12 Main Street"], 170, 57, 10)
    assert (len(short), size) == (2, 10)
    rows, size = fit(["x" * 36, "12 Main Street"], 170, 57, 10)
    assert (len(rows), size < 10) == (2, True)


def test_a_large_label_has_the_barcode_of_its_parcel() -> None:
    shipments = parcels(12)
    codes = codes_of(address_labels(shipments=shipments, sheet=LARGE))
    assert [len(page) for page in codes] == [10, 2]
    assert codes[0] | codes[1] == {shipment.number for shipment in shipments}
