"""The pick list of a wave: what to fetch, in the order of the bins, each with its barcodes."""

from django.utils import timezone
from django.utils.formats import date_format
from reportlab.lib.units import inch
from reportlab.platypus import Flowable, Spacer, Table

from library.fulfillment.codes import bin_code
from library.fulfillment.models import Wave
from library.fulfillment.paper.drawing import WIDTH, code128, ruled, text
from library.fulfillment.paper.sheets import Sheets
from library.fulfillment.selectors.waves import Pick, picks_of_wave

_CODE_HEIGHT = 0.3 * inch
_WIDTHS = (2.9 * inch, WIDTH - 3.6 * inch, 0.7 * inch)
_PADDING = 12  # points at both sides of a cell
_MOST_SHARES = 12  # places of totes named in a row; beyond, only how many there are


def pick_list(*, wave_id: int) -> bytes:
    """Return the pick list of a wave as a PDF. It names titles and totes, and no person."""
    wave = Wave.objects.get(pk=wave_id)
    picks = picks_of_wave(wave_id=wave_id)
    sheets = Sheets(f"Pick list {wave}")
    sheets.add(_story(wave, picks), foot=f"Pick list of wave {wave}")
    return sheets.finished()


def _story(wave: Wave, picks: list[Pick]) -> list[Flowable]:
    created = date_format(timezone.localtime(wave.created_at), "F j, Y, H:i")
    by = f" by {wave.created_by.get_username()}" if wave.created_by else ""
    totes = len({place for pick in picks for place, _ in pick.shares})
    copies = sum(pick.copies for pick in picks)
    words = [
        text(f"Pick list, wave {wave}", size=18, bold=True),
        text(f"Chosen {created}{by}. {copies} copies of {len(picks)} titles into {totes} totes."),
    ]
    head = Table([[words, code128(wave.number)]], colWidths=[WIDTH - 2.6 * inch, 2.6 * inch])
    return [head, Spacer(0, 0.15 * inch), _table(picks, copies)]


def _table(picks: list[Pick], copies: int) -> Table:
    names = ("Bin", "Title and totes", "Copies")
    rows: list[list[Flowable | list[Flowable]]] = [[text(name, bold=True) for name in names]]
    rows += [_row(pick) for pick in picks]
    rows.append([text(""), text("All copies", bold=True), text(str(copies), bold=True)])
    return ruled(rows, _WIDTHS, total=True)


def _row(pick: Pick) -> list[Flowable | list[Flowable]]:
    place: list[Flowable] = [text(pick.bin_location or "No bin", size=14, bold=True)]
    if pick.bin_location:
        place.append(_code(bin_code(pick.bin_location), _WIDTHS[0]))
    title = [
        text(f"{pick.product_number} {pick.title}"),
        text(_totes(pick), size=8),
        _code(pick.product_number, _WIDTHS[1]),
    ]
    return [place, title, text(str(pick.copies), size=14, bold=True)]


def _code(value: str, width: float) -> Flowable:
    code = code128(value, height=_CODE_HEIGHT, within=width - _PADDING)
    return code if code.width <= width else text("")  # a number longer than any we know


def _totes(pick: Pick) -> str:
    if len(pick.shares) > _MOST_SHARES:
        return f"In {len(pick.shares)} totes: see the packing slips."
    shares = [f"{place}: {copies}" for place, copies in pick.shares]
    return "Tote " + ", ".join(shares)
