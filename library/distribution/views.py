"""The public report on distribution and the rows behind its figures."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from library.distribution.enums import Measure
from library.distribution.forms import AsOfForm
from library.distribution.reports import SERIES, report
from library.distribution.selectors import baseline_rows, movement_rows, totals

ROWS_A_PAGE = 50


@require_safe
def distribution_report(request: HttpRequest) -> HttpResponse:
    """Show the figures of today, or of the end of the day in `?as_of=YYYY-MM-DD`.

    A day that cannot be read is answered with the reason, the form as typed and no figures.
    """
    form = AsOfForm(request.GET)
    context: dict[str, object] = {"form": form, "asked": request.GET.get("as_of")}
    if not form.is_valid():
        return render(request, "distribution/report.html", context, status=HTTPStatus.BAD_REQUEST)
    context |= {"report": report(as_of=form.cleaned_data["as_of"]), "measures": SERIES}
    return render(request, "distribution/report.html", context)


@require_safe
def distribution_rows(request: HttpRequest, measure: str) -> HttpResponse:
    """Show the rows that one figure adds up, the newest first."""
    form = AsOfForm(request.GET)
    if measure not in Measure or not form.is_valid():
        raise Http404(f"There are no rows of {measure}.")
    chosen, as_of = Measure(measure), form.cleaned_data["as_of"]
    counted = totals(as_of=as_of)
    page = Paginator(movement_rows(measure=chosen, as_of=as_of), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    with_baseline = chosen in {Measure.BASELINE, Measure.DISTRIBUTED}
    context = {
        "measure": chosen,
        "as_of": as_of,
        "totals": counted,
        "total": counted.of(chosen),
        "page": page,
        "entries": baseline_rows(as_of=as_of) if with_baseline else [],
    }
    return render(request, "distribution/rows.html", context)
