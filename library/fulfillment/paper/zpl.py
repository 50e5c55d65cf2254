"""Labels of 4 by 6 inches for thermal printers of 203 dpi, in ZPL II."""

from collections.abc import Callable, Iterable
from textwrap import wrap

from library.fulfillment.models import Shipment
from library.fulfillment.paper.drawing import address_lines

_WIDTH, _LENGTH = 812, 1218  # dots
_SIDE = 50
_MODULE = 3  # dots of the narrowest bar
# The scalable font: a character is at most about as wide as it is high.
_SIZES = ((56, 24), (44, 31), (34, 40), (26, 52))  # height in dots, characters in a row


def zpl_labels(
    *,
    shipments: Iterable[Shipment],
    watch: Callable[[Iterable[Shipment]], Iterable[Shipment]] = iter,
) -> bytes:
    """Return a label for each parcel as ZPL: address and barcode of its number. Never store it."""
    return "".join(_label(shipment) for shipment in watch(shipments)).encode("ascii")


def field(data: str) -> str:
    """Return data as a ZPL field that cannot end early or begin a command.

    Everything that means something to a printer, and all that is not ASCII, goes as hexadecimal
    bytes of UTF-8 (`^FH`, `^CI28`).
    """
    return "^FH_^FD" + "".join(map(_escaped, data)) + "^FS"


def _escaped(character: str) -> str:
    if character.isascii() and (character.isalnum() or character in " -.,/#&'()"):
        return character
    return "".join(f"_{byte:02X}" for byte in character.encode())


def _label(shipment: Shipment) -> str:
    place = f"Wave {shipment.wave}, place {shipment.wave_position}" if shipment.wave else ""
    return "".join(
        [
            f"^XA^CI28^PW{_WIDTH}^LL{_LENGTH}^LH0,0\n",
            _at(40, 34, "SHIP TO"),
            _address(shipment),
            f"^FO{_SIDE},760^GB{_WIDTH - 2 * _SIDE},3,3^FS\n",
            f"^FO{_SIDE},800^BY{_MODULE},3,200^BCN,200,Y,N,N,N{field(shipment.number)}\n",
            _at(1060, 34, f"Order {shipment.order.reference}"),
            _at(1110, 34, place) if place else "",
            "^XZ\n",
        ]
    )


def _address(shipment: Shipment) -> str:
    lines = address_lines(shipment.order.recipient)
    rows, height = _fit(lines)
    return "".join(
        _at(100 + number * round(height * 1.2), height, row) for number, row in enumerate(rows)
    )


def _fit(lines: list[str]) -> tuple[list[str], int]:
    """Return the rows and the height of their type, the largest in which the address fits."""
    rows: list[str] = []
    height = 0
    for height, longest in _SIZES:
        rows = [part for line in lines for part in wrap(line, longest)]
        if len(rows) * height * 1.2 <= 640:  # noqa: PLR2004 - dots down to the rule
            break
    return rows, height


def _at(y: int, height: int, words: str) -> str:
    return f"^FO{_SIDE},{y}^A0N,{height},{height * 9 // 10}{field(words)}\n"
