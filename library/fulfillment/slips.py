"""The packing slip, drawn as a PDF: what is in the parcel, where it goes, what is still to come."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from library.fulfillment.models import Shipment
from library.fulfillment.paper.drawing import WIDTH, address_lines, code128, ruled, text
from library.fulfillment.paper.sheets import Sheets
from library.fulfillment.selectors.parcels import shipments_for_slips
from library.orders.models import OrderLine
from library.orders.services.lines import open_copies

_AT_ONCE = 50  # slips whose parcels are read from the database together


def packing_slip(*, number: str) -> bytes:
    """Return the packing slip of a parcel as a PDF. It shows a person's address: never store it.

    Raises:
        Shipment.DoesNotExist: no parcel has this number.
    """
    shipment = Shipment.objects.get(number=number)
    return packing_slips(shipment_ids=[shipment.pk], title=f"Packing slip {number}")


def packing_slips(
    *,
    shipment_ids: Sequence[int],
    title: str = "Packing slips",
    watch: Callable[[Iterable[Shipment]], Iterable[Shipment]] = iter,
) -> bytes:
    """Return the packing slips of parcels as one PDF, in the order of the keys.

    `watch` is handed the parcels and yields each as its slip is begun: the place to tell of
    progress, or to break off.
    """
    sheets = Sheets(title)
    for shipment in watch(_in_order(shipment_ids)):
        missing = [line for line in shipment.order.lines.all() if open_copies(line)]
        foot = f"Shipment {shipment.number}, order {shipment.order.reference}"
        sheets.add(_story(shipment, missing), foot=foot)
    return sheets.finished()


def _in_order(shipment_ids: Sequence[int]) -> Iterator[Shipment]:
    for start in range(0, len(shipment_ids), _AT_ONCE):
        keys = shipment_ids[start : start + _AT_ONCE]
        found = {shipment.pk: shipment for shipment in shipments_for_slips(shipment_ids=keys)}
        yield from (found[key] for key in keys)


def _story(shipment: Shipment, missing: list[OrderLine]) -> list[Flowable]:
    story: list[Flowable] = [
        text(settings.SITE_NAME, size=11),
        text("Packing slip", size=20, bold=True),
        Spacer(0, 0.15 * inch),
        _head(shipment),
        Spacer(0, 0.2 * inch),
        _contents(shipment),
    ]
    if missing:
        story += [Spacer(0, 0.2 * inch), text("Still to come", size=12, bold=True)]
        story += [text(_missing(line)) for line in missing]
    return story


def _head(shipment: Shipment) -> Table:
    recipient = shipment.order.recipient
    address = [text("Ship to", bold=True)] + [
        text(row, size=12) for row in address_lines(recipient)
    ]
    created = date_format(timezone.localtime(shipment.created_at), "F j, Y")
    codes: list[Flowable] = [
        *_coded("Order", shipment.order.reference),
        *_coded("Shipment", shipment.number),
        text(f"Made up on {created}"),
    ]
    if shipment.wave:
        codes.append(text(f"Wave {shipment.wave}, place {shipment.wave_position}", bold=True))
    table = Table([[address, codes]], colWidths=[WIDTH * 0.5, WIDTH * 0.5])
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, 0), 0)])
    )
    return table


def _coded(label: str, value: str) -> list[Flowable]:
    title = text(f"{label} {value}", size=12, bold=True)
    return [title, Spacer(0, 0.04 * inch), code128(value), Spacer(0, 0.12 * inch)]


def _contents(shipment: Shipment) -> Table:
    rows = [[text(name, bold=True) for name in ("Bin", "Product number", "Title", "Copies")]]
    lines = list(shipment.lines.all())
    for line in lines:
        resource = line.order_line.resource
        number = resource.product_number or ""
        cells = (resource.stock_item.bin_location, number, line.order_line.title)
        rows.append([*map(text, cells), text(str(line.quantity), bold=True)])
    total = sum(line.quantity for line in lines)
    rows.append([text(""), text(""), text("All copies", bold=True), text(str(total), bold=True)])
    return ruled(rows, [1.0 * inch, 1.6 * inch, WIDTH - 3.3 * inch, 0.7 * inch], total=True)


def _missing(line: OrderLine) -> str:
    return f"{open_copies(line)} × {line.resource.product_number}, {line.title}"  # noqa: RUF001
