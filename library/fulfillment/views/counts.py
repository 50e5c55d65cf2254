"""Cycle counts: the list, a new sheet, a sheet to fill in."""

from datetime import datetime
from typing import Any, cast

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.admin import messages

from library.fulfillment import services
from library.fulfillment.forms import OpenCountForm, TallyForm
from library.fulfillment.models import CycleCount
from library.fulfillment.selectors.counts import (
    cycle_counts,
    in_bins,
    lines_of_count,
    parcels_to_pick,
    shelves_to_count,
)
from library.fulfillment.states import TO_BE_COUNTED
from library.fulfillment.views.pages import FulfillmentPage
from library.inventory.ledger import InsufficientStock

ROWS_A_PAGE = 50


class CountsView(FulfillmentPage):
    """All counts, and the form for a new one."""

    permission = "inventory.add_movement"
    template_name = "fulfillment/counts.html"
    page_subtitle = "Cycle counts"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list; with a choice of bins in the address, how many shelves it holds."""
        chosen = "tolerance" in request.GET
        form = OpenCountForm(request.GET if chosen else None)
        shelves = None
        if chosen and form.is_valid():
            data = form.cleaned_data
            found = shelves_to_count(bins=data["bins"], not_since_days=data["not_since_days"])
            shelves = found.count()
        return self.answer(form, shelves)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make a sheet."""
        form = OpenCountForm(request.POST)
        if not form.is_valid():
            return self.answer(form, None)
        try:
            count = services.open_count(actor=cast("User", request.user), **form.cleaned_data)
        except services.NothingToCount as refusal:
            form.add_error(None, str(refusal))
            return self.answer(form, None)
        return HttpResponseRedirect(reverse("fulfillment:count", args=(count.number,)))

    def answer(self, form: OpenCountForm, shelves: int | None) -> HttpResponse:
        """Show the page."""
        page = Paginator(cycle_counts(), ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        context = self.get_context_data(form=form, shelves=shelves, page=page)
        answer: HttpResponse = self.render_to_response(context)
        return answer


class CountView(FulfillmentPage):
    """One sheet. It does not say what the books have until a shelf is done."""

    permission = "inventory.add_movement"
    template_name = "fulfillment/count.html"
    count: CycleCount

    def get(self, request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG002
        """Show the sheet."""
        self.count = get_object_or_404(CycleCount, number=number)
        return self.answer(self.forms(None), timezone.now())

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Enter what was found, shelf by shelf; what is refused is shown beside its shelf."""
        self.count = get_object_or_404(CycleCount, number=number)
        if "close" in request.POST:
            services.close_count(count_id=self.count.pk)
            messages.success(request, f"Count {self.count} is closed.")
            return HttpResponseRedirect(reverse("fulfillment:counts"))
        begun_at = parse_datetime(request.POST.get("begun_at", "")) or timezone.now()
        forms = self.forms(request.POST)
        entered = [form for form in forms if self._enter(form, begun_at)]
        if any(form.errors for form in forms):
            return self.answer(forms, begun_at)
        messages.success(request, f"{len(entered)} shelves were entered.")
        return HttpResponseRedirect(request.path)

    def forms(self, data: Any) -> list[TallyForm]:  # noqa: ANN401
        """Return a form for each shelf that is still to be counted."""
        lines = lines_of_count(count=self.count).filter(state__in=TO_BE_COUNTED)
        return [TallyForm(line, data) for line in lines] if self.count.closed_at is None else []

    def answer(self, forms: list[TallyForm], begun_at: datetime) -> HttpResponse:
        """Show the sheet, and what was found in the shelves that are done."""
        bins = in_bins(resource_ids=[form.line.item.resource_id for form in forms])
        context = self.get_context_data(
            count=self.count,
            rows=[(form, bins[form.line.item.resource_id].to_pick) for form in forms],
            done=lines_of_count(count=self.count).exclude(state__in=TO_BE_COUNTED),
            begun_at=begun_at.isoformat(),
        )
        page: HttpResponse = self.render_to_response(context)
        return page

    def get_page_subtitle(self) -> str:
        """Return the count's number."""
        return f"Count {self.count.number}"

    def _enter(self, form: TallyForm, begun_at: datetime) -> bool:
        """Enter one shelf; return whether it was entered. What is wrong stands in its form."""
        if not form.is_valid() or form.cleaned_data["counted"] is None:
            return False
        try:
            services.enter_tally(
                line_id=form.line.pk,
                begun_at=begun_at,
                actor=cast("User", self.request.user),
                **form.cleaned_data,
            )
        except services.AlreadyCounted as refusal:
            form.add_error("counted", str(refusal))
        except InsufficientStock:
            parcels = ", ".join(parcels_to_pick(resource_id=form.line.item.resource_id))
            form.add_error(
                "counted",
                f"More copies than these are promised to {parcels}. "
                "Cancel copies of one of these shipments, then enter the count.",
            )
        return not form.errors
