"""ZPL labels, understood as a printer does: commands, hexadecimal fields, the bars of ^BC."""

import re
from typing import Any

import pytest
from PIL import Image, ImageDraw
from reportlab.graphics.barcode.code128 import Code128

from library.fulfillment.paper.zpl import field, zpl_labels
from library.fulfillment.selectors.parcels import shipments_for_labels
from library.orders.models import Recipient
from tests.factories.inventory import make_stock
from tests.factories.reading import codes_in
from tests.factories.waves import make_wave, parcels_of

pytestmark = pytest.mark.django_db

FIELD = re.compile(r"\^FO(\d+),(\d+)(\^BY(\d+),[\d.]+,\d+)?\^(A0|BC)([^^]*)\^FH_\^FD([^^~]*)\^FS")


def decoded(data: str) -> str:
    """Return what a printer makes of the data of a ^FH field."""
    plain = re.sub(rb"_([0-9A-F]{2})", lambda m: bytes.fromhex(m.group(1).decode()), data.encode())
    return plain.decode()


def labels(**changes: str) -> list[list[re.Match[str]]]:
    item = make_stock(on_hand=9)
    wave = make_wave({item.resource_id: 1}, {item.resource_id: 2})
    Recipient.objects.update(**changes)
    keys = [parcel.pk for parcel in parcels_of(wave)]
    zpl = zpl_labels(shipments=shipments_for_labels(shipment_ids=keys)).decode("ascii")
    assert zpl.count("^XA") == zpl.count("^XZ") == 2
    return [list(FIELD.finditer(label)) for label in zpl.split("^XZ")[:2]]


def test_a_label_says_where_the_parcel_goes() -> None:
    [first, _] = labels()
    words = [decoded(found.group(7)) for found in first]
    for row in ("Zoë Łukasiewicz", "12 Peña Street", "Springfield, VA 22150"):
        assert row in words
    assert any(re.fullmatch(r"Wave W-[A-Z0-9]{8}, place 1", row) for row in words)


def test_the_barcode_can_be_read_at_the_printers_resolution() -> None:
    for label in labels():
        [code] = [found for found in label if found.group(5) == "BC"]
        number, module = decoded(code.group(7)), int(code.group(4))
        assert number.startswith("S-")
        left, height = int(code.group(1)), int(code.group(6).split(",")[1])
        picture = Image.new("L", (812, height + 40), 255)
        draw = ImageDraw.Draw(picture)
        bars: Any = Code128(number, quiet=0)
        bars.validate()
        bars.encode()
        bars.decompose()
        x = left
        # Lower case is a space and upper case a bar, A as wide as one module.
        for letter in bars.decomposed:
            width = (ord(letter.upper()) - ord("A") + 1) * module
            if letter.isupper():
                draw.rectangle([x, 20, x + width - 1, 20 + height], fill=0)
            x += width
        assert x < 812 - left
        assert codes_in(picture) == {number}


@pytest.mark.parametrize(
    "typed", ["^XZ^XA^FDOwned", "~JA", "a_5Eb", "c\\&d", "\r\n^FS", "100 % “quoted” 日本"]
)
def test_what_is_typed_never_becomes_a_command(typed: str) -> None:
    assert not set(field(typed)[len("^FH_^FD") : -len("^FS")]) & set("^~\\\r\n")
    assert decoded(field(typed)[len("^FH_^FD") : -len("^FS")]) == typed
    for label in labels(name=typed, organization="Police"):
        words = "".join(decoded(found.group(7)) for found in label)
        assert "".join(typed.split()) in "".join(words.split())


def test_a_long_address_is_broken_and_fits() -> None:
    long = "Bernalillo County Sheriff's Office of Community Engagement " * 3
    for label in labels(organization=long[:200], street2="W" * 100, name="N" * 110):
        address = [found for found in label if 100 <= int(found.group(2)) < 760]
        assert int(address[-1].group(2)) < 740
        whole = "".join(decoded(found.group(7)) for found in address)
        assert "W" * 100 in whole
