"""The packing slip, read back: its text by a PDF reader, its codes by a barcode reader."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from library.fulfillment import services, slips
from library.fulfillment.models import Shipment
from tests.factories.fulfillment import make_approved_order, make_shipment
from tests.factories.inventory import make_stock, make_title
from tests.factories.reading import codes_of, texts_of
from tests.factories.waves import make_wave, parcels_of

pytestmark = pytest.mark.django_db


def shipment_of(titles: int) -> Shipment:
    return make_shipment({make_stock(on_hand=9).resource_id: 2 for _ in range(titles)})


def test_the_slip_says_what_goes_where() -> None:
    dvd = make_title(title="Żółw & señor: <b>Ōsaka</b> 50 % “off”", product_number="COPS-T77")
    make_stock(on_hand=9, bin_location="C-14", resource=dvd)
    shipment = make_shipment({dvd.pk: 7})
    [page] = texts_of(slips.packing_slip(number=shipment.number))
    for words in (
        "Community Policing Resource Library",
        f"Order {shipment.order.reference}",
        f"Shipment {shipment.number}",
        "Zoë Łukasiewicz",
        "12 Peña Street",
        "Springfield, VA 22150",
        "C-14 COPS-T77 Żółw & señor: <b>Ōsaka</b> 50 % “off” 7",
        "Page 1 of 1",
    ):
        assert words in page
    assert "Still to come" not in page


def test_both_barcodes_can_be_scanned() -> None:
    shipment = shipment_of(1)
    [codes] = codes_of(slips.packing_slip(number=shipment.number))
    assert codes == {shipment.number, shipment.order.reference}


def test_what_is_missing_is_said() -> None:
    short, empty = make_stock(on_hand=3), make_stock()
    order = make_approved_order({short.resource_id: 5, empty.resource_id: 4})
    shipment = services.allocate_order(order_id=order.pk, actor=None)
    [page] = texts_of(slips.packing_slip(number=shipment.number))
    rest = page[page.index("Still to come") :]
    assert f"2 × {short.resource.product_number}, {short.resource.title}" in rest  # noqa: RUF001
    assert f"4 × {empty.resource.product_number}, {empty.resource.title}" in rest  # noqa: RUF001


@pytest.mark.parametrize(("titles", "pages"), [(1, 1), (60, 3)])
def test_every_line_is_on_the_paper_once(titles: int, pages: int) -> None:
    shipment = shipment_of(titles)
    texts = texts_of(slips.packing_slip(number=shipment.number))
    assert len(texts) == pages
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {pages}" in text
        assert "Bin Product number Title Copies" in text
    whole = " ".join(texts)
    for line in shipment.lines.select_related("order_line__resource"):
        assert whole.count(f"{line.order_line.resource.title} 2") == 1
    assert f"All copies {titles * 2}" in texts[-1]


def test_a_title_too_long_for_a_line_is_wrapped_and_stays_whole() -> None:
    title = "Building trust between the police and the people they serve, " * 6 + "W" * 80
    dvd = make_title(title=title)
    make_stock(on_hand=9, resource=dvd)
    shipment = make_shipment({dvd.pk: 1})
    [page] = texts_of(slips.packing_slip(number=shipment.number))
    assert title.replace(" ", "") in page.replace(" ", "")


def test_a_number_nobody_has_is_refused() -> None:
    with pytest.raises(Shipment.DoesNotExist):
        slips.packing_slip(number="S-NOBODY")


def test_slips_of_a_wave_are_one_document_with_pages_numbered_by_parcel() -> None:
    items = [make_stock(on_hand=9) for _ in range(40)]
    wanted = {item.resource_id: 1 for item in items}
    wave = make_wave({items[0].resource_id: 1}, wanted, {items[1].resource_id: 1})
    first, second, third = parcels_of(wave)
    watched: list[Shipment] = []

    def watch(shipments: Iterable[Shipment]) -> Iterator[Shipment]:
        for shipment in shipments:
            watched.append(shipment)
            yield shipment

    keys = [first.pk, second.pk, third.pk]
    pages = texts_of(slips.packing_slips(shipment_ids=keys, watch=watch))
    feet = [page.rpartition("Shipment ")[2].partition("order")[0].strip(" ,") for page in pages]
    assert feet == [first.number, second.number, second.number, third.number]
    numbered = ["Page 1 of 1", "Page 1 of 2", "Page 2 of 2", "Page 1 of 1"]
    assert all(words in page for words, page in zip(numbered, pages, strict=True))
    assert f"Wave {wave}, place 2" in pages[1]
    assert watched == [first, second, third]
    codes = codes_of(slips.packing_slips(shipment_ids=keys))
    assert [first.number in codes[0], second.number in codes[1]] == [True, True]


def test_many_slips_cost_few_statements(django_assert_max_num_queries: Any) -> None:  # noqa: ANN401
    item = make_stock(on_hand=90)
    keys = [parcel.pk for parcel in parcels_of(make_wave(*[{item.resource_id: 1}] * 20))]
    with django_assert_max_num_queries(5):
        slips.packing_slips(shipment_ids=keys)
