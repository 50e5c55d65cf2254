"""What a scanned code says of itself: a command, a number of ours, a carrier's number, an item."""

import re
from dataclasses import dataclass
from enum import Enum

from django.db.models import TextChoices

from library.catalog.enums import Scheme
from library.catalog.identifiers import candidates, normalize
from library.fulfillment.enums import Carrier

MOST_COPIES = 999


class Command(TextChoices):
    """The control barcodes, each with what it does."""

    UNDO = "CMD-UNDO", "Take the last item back out"
    SHIP = "CMD-SHIP", "Ship without a tracking number"
    SLIP = "CMD-SLIP", "Print the packing slip"
    NEXT = "CMD-NEXT", "Open the next parcel of the wave"
    PARK = "CMD-PARK", "Put the parcel aside"
    MUTE = "CMD-MUTE", "Sound on or off"
    USPS = "CMD-USPS", "From now on: USPS"
    UPS = "CMD-UPS", "From now on: UPS"
    FEDEX = "CMD-FEDEX", "From now on: FedEx"
    OTHER = "CMD-OTHER", "From now on: another carrier"


# Counts that stand on the sheet of control barcodes; any other can be typed as *12.
COUNTS = (2, 3, 4, 5, 10, 20, 25, 50, 100)

CARRIER_COMMANDS = {
    Command.USPS: Carrier.USPS,
    Command.UPS: Carrier.UPS,
    Command.FEDEX: Carrier.FEDEX,
    Command.OTHER: Carrier.OTHER,
}


class CodeKind(Enum):
    """What a code can be."""

    COMMAND = "command"
    COUNT = "count"
    NUMBER = "number"
    BIN = "bin"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it was read. `value` is its text without the spaces around it, in capitals."""

    kind: CodeKind
    value: str

    @property
    def copies(self) -> int:
        """How many copies a count code counts."""
        return int(re.sub(r"\D", "", self.value) or 0)


_COUNT = re.compile(r"(?:CMD-X|\*)(\d{1,3})")
_NUMBER = re.compile(r"[SWR]-[0-9A-Z]{8}")
_BIN = "$"  # begins no number of ours, and makes the barcode hardly wider

# Carriers' barcodes. Before the number of USPS may stand 420 and the ZIP Code of the address.
_TRACKING = (
    (Carrier.UPS, re.compile(r"(1Z[0-9A-Z]{16})")),
    (Carrier.USPS, re.compile(r"(?:420\d{5}(?:\d{4})?)?(9\d{21}|9\d{25})")),
    (Carrier.USPS, re.compile(r"([A-Z]{2}\d{9}US)")),
    (Carrier.FEDEX, re.compile(r"(\d{12}|\d{15}|96\d{20})")),
)
_FEDEX_WEIGHTS = (3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)
_ITEM_SCHEMES = {Scheme.PRODUCT_NUMBER, Scheme.ISBN, Scheme.ISSN, Scheme.GPO_STOCK}
_WITH_ADD_ON = re.compile(r"(97[89]\d{10})\d{2}(?:\d{3})?")


def bin_code(bin_location: str) -> str:
    """Return what the barcode of a bin says."""
    return f"{_BIN}{bin_location}"


def count_code(copies: int) -> str:
    """Return what the barcode says that counts the next scan so often."""
    return f"CMD-X{copies}"


def read_code(text: str) -> Code:
    """Return what a code is by its form alone. Whether it exists is for the database to say."""
    value = text.strip().upper()
    if value in Command.values:
        return Code(CodeKind.COMMAND, value)
    if _COUNT.fullmatch(value):
        return Code(CodeKind.COUNT, value)
    if _NUMBER.fullmatch(value):
        return Code(CodeKind.NUMBER, value)
    if value.startswith(_BIN):
        return Code(CodeKind.BIN, value)
    return Code(CodeKind.ITEM, value)


def tracking_of(value: str) -> tuple[Carrier, str] | None:
    """Return the carrier and the number of a parcel where a code is a carrier's, else None.

    Twelve digits are FedEx's only with the right check digit: a UPC has twelve as well.
    """
    bare = re.sub(r"[\s-]", "", value)
    for carrier, form in _TRACKING:
        if (found := form.fullmatch(bare)) and _is_checked(found.group(1)):
            return carrier, found.group(1)
    return None


def item_keys(value: str) -> tuple[tuple[Scheme, str], ...]:
    """Return the schemes and keys under which an item with this code may be cataloged."""
    if with_add_on := _WITH_ADD_ON.fullmatch(value):
        value = with_add_on.group(1)
    found = [pair for pair in candidates(value) if pair[0] in _ITEM_SCHEMES]
    own = (Scheme.PRODUCT_NUMBER, normalize(Scheme.PRODUCT_NUMBER, value))
    return tuple(dict.fromkeys([*found, own]))


def _is_checked(number: str) -> bool:
    if not re.fullmatch(r"\d{12}", number):
        return True
    total = sum(int(digit) * weight for digit, weight in zip(number, _FEDEX_WEIGHTS, strict=False))
    return total % 11 % 10 == int(number[-1])
