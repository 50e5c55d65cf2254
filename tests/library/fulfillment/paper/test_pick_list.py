"""The pick list and the control barcodes, read back from paper."""

import pytest

from library.fulfillment.codes import COUNTS, Command, bin_code, count_code
from library.fulfillment.paper.commands import command_sheet
from library.fulfillment.paper.pick_list import pick_list
from tests.factories.inventory import make_stock, make_title
from tests.factories.reading import codes_of, texts_of
from tests.factories.waves import make_wave


@pytest.mark.django_db
def test_the_list_leads_past_the_bins_and_names_the_totes() -> None:
    near = make_stock(on_hand=9, bin_location="A-2", resource=make_title(title="Żółw & Ōsaka"))
    far = make_stock(on_hand=9, bin_location="A-10")
    wave = make_wave({far.resource_id: 1, near.resource_id: 2}, {near.resource_id: 3})
    [page] = texts_of(pick_list(wave_id=wave.pk))
    assert f"Pick list, wave {wave}" in page
    assert "6 copies of 2 titles into 2 totes" in page
    assert page.index("A-2") < page.index("A-10")
    assert f"{near.resource.product_number} Żółw & Ōsaka Tote 1: 2, 2: 3" in page
    assert "All copies 6" in page
    assert "Łukasiewicz" not in page


@pytest.mark.django_db
def test_every_code_of_the_list_can_be_scanned() -> None:
    items = [
        make_stock(on_hand=9, bin_location=f"{'ROOM2-SHELF' * (place % 2)}-C-{place:03}"[-20:])
        for place in range(30)
    ]
    wave = make_wave({item.resource_id: 1 for item in items})
    pages = codes_of(pick_list(wave_id=wave.pk))
    assert len(pages) > 1
    expected = {bin_code(item.bin_location) for item in items}
    expected |= {str(item.resource.product_number) for item in items}
    assert set().union(*pages) == expected | {wave.number}


@pytest.mark.django_db
def test_a_title_in_many_totes_only_counts_them() -> None:
    item = make_stock(on_hand=99)
    [page] = texts_of(pick_list(wave_id=make_wave(*[{item.resource_id: 1}] * 20).pk))
    assert "In 20 totes: see the packing slips." in page


def test_every_control_barcode_can_be_scanned() -> None:
    pages = codes_of(command_sheet())
    expected = {command.value for command in Command} | {count_code(n) for n in COUNTS}
    assert set().union(*pages) == expected
