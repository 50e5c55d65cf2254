"""What a code is, by its form alone."""

import pytest

from library.catalog.enums import Scheme
from library.fulfillment.codes import (
    COUNTS,
    CodeKind,
    Command,
    bin_code,
    count_code,
    item_keys,
    read_code,
    tracking_of,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CMD-UNDO", CodeKind.COMMAND),
        (" cmd-ship\t", CodeKind.COMMAND),
        ("*12", CodeKind.COUNT),
        (count_code(25), CodeKind.COUNT),
        ("S-7K2M9QXD", CodeKind.NUMBER),
        ("w-7k2m9qxd", CodeKind.NUMBER),
        (bin_code("C-14"), CodeKind.BIN),
        ("COPS-P273", CodeKind.ITEM),
        ("CMD-NOSUCH", CodeKind.ITEM),
        ("*1234", CodeKind.ITEM),
        ("", CodeKind.ITEM),
    ],
)
def test_a_code_is_told_by_its_form(text: str, kind: CodeKind) -> None:
    assert read_code(text).kind == kind


def test_a_count_says_how_many() -> None:
    assert [read_code(count_code(copies)).copies for copies in COUNTS] == list(COUNTS)
    assert read_code("*7").copies == 7


def test_no_command_looks_like_anything_else() -> None:
    assert {read_code(command.value).kind for command in Command} == {CodeKind.COMMAND}
    assert all(tracking_of(command.value) is None for command in Command)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1Z999AA10123456784", ("ups", "1Z999AA10123456784")),
        ("9400110898825022579493", ("usps", "9400110898825022579493")),
        ("420221509400110898825022579493", ("usps", "9400110898825022579493")),
        ("420221501234" + "9400110898825022579493", ("usps", "9400110898825022579493")),
        ("EA123456789US", ("usps", "EA123456789US")),
        ("986578788855", ("fedex", "986578788855")),
        ("036000291452", None),  # a UPC: twelve digits too, but not FedEx's check digit
        ("4006381333931", None),
        ("COPS-P273", None),
        ("S-7K2M9QXD", None),
        ("", None),
    ],
)
def test_a_carriers_number_is_told(code: str, expected: tuple[str, str] | None) -> None:
    assert tracking_of(code) == expected


def test_an_item_may_have_several_schemes() -> None:
    assert (Scheme.ISBN, "9780160927126") in item_keys("9780160927126")
    assert (Scheme.ISBN, "9780160927126") in item_keys("978016092712651999")
    assert (Scheme.PRODUCT_NUMBER, "copsp273") in item_keys("P273")
    assert item_keys("") == ((Scheme.PRODUCT_NUMBER, ""),)
