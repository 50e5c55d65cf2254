"""Hand out copies of many titles at an event: written, looked at, then done."""

from typing import Any, cast
from uuid import uuid4

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.admin import messages

from library.inventory import ledger
from library.inventory.forms import EventForm
from library.inventory.ledger import Event, InsufficientStock
from library.inventory.selectors import stock_items
from library.inventory.views.pages import STOCK_URL, StockPage


class EventView(StockPage):
    """A form, then what it would do, then the movements."""

    permission = "inventory.add_movement"
    template_name = "inventory/event.html"
    page_subtitle = "Hand out at an event"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002
        """Show the form."""
        return self.answer(form=EventForm(initial={"key": uuid4()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show what it would do; once that was seen, do it."""
        form = EventForm(request.POST)
        if not form.is_valid():
            return self.answer(form=form)
        rows = self._rows(form.cleaned_data["copies"])
        if any(row["left"] < 0 for row in rows) or "confirmed" not in request.POST:
            return self.answer(form=form, rows=rows)
        try:
            message = self._hand_out(form.cleaned_data, cast("User", request.user))
        except InsufficientStock as short:  # somebody was quicker
            form.add_error("copies", str(short))
            return self.answer(form=form, rows=self._rows(form.cleaned_data["copies"]))
        messages.success(request, message)
        return HttpResponseRedirect(str(STOCK_URL))

    def answer(self, **context: Any) -> HttpResponse:  # noqa: ANN401
        """Show the page."""
        page: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return page

    def _rows(self, quantities: dict[int, int]) -> list[dict[str, Any]]:
        items = stock_items().filter(resource_id__in=quantities)
        return [
            {
                "item": item,
                "copies": quantities[item.resource_id],
                "free": item.on_hand - item.allocated,
                "left": item.on_hand - item.allocated - quantities[item.resource_id],
            }
            for item in items
        ]

    def _hand_out(self, data: dict[str, Any], actor: User) -> str:
        event = Event(name=data["name"], held_on=data["held_on"], place=data["place"])
        movements = ledger.hand_out_at_event(
            event=event, quantities=data["copies"], actor=actor, key=data["key"]
        )
        copies = -sum(movement.quantity for movement in movements)
        return f"{copies} copies of {len(movements)} titles were handed out: {event}."
