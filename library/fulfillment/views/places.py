"""Where somebody works through orders one after another: a stage of the queue, a tab of the desk.

The address remembers the place, so that after each step the next order of it is shown.
"""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from library.fulfillment.enums import DeskTab, Stage
from library.fulfillment.forms import QueueFilterForm
from library.fulfillment.selectors.desk import next_at_desk
from library.fulfillment.selectors.queue import next_order_id
from library.fulfillment.views.pages import QUEUE_URL
from library.fulfillment.views.queue import chosen_stage, queue_query
from library.orders.models import Order

type Place = dict[str, str]  # what the address says of it; empty: no place, one order alone


def place_of(request: HttpRequest) -> Place:
    """Return the place that a request came from."""
    source = request.POST if request.method == "POST" else request.GET
    tab = source.get("desk", "")
    if tab in DeskTab.values:
        return {"desk": tab}
    stage = chosen_stage(source.get("stage", ""))
    return queue_query(stage, QueueFilterForm(source).filters()) if stage else {}


def is_desk(place: Place) -> bool:
    """Return whether the place is the review desk."""
    return "desk" in place


def list_url(place: Place) -> str:
    """Return the address of the list that the place is in."""
    if is_desk(place):
        return f"{reverse('fulfillment:desk')}?{urlencode({'show': place['desk']})}"
    return f"{QUEUE_URL}?{urlencode(place)}"


def order_url(reference: str, place: Place) -> str:
    """Return the address of an order that remembers the place."""
    query = f"?{urlencode(place)}" if place else ""
    return reverse("fulfillment:order", args=(reference,)) + query


def next_order(place: Place, *, after: Order) -> Order | None:
    """Return the order that comes next in a place, None where no other waits."""
    if is_desk(place):
        return next_at_desk(tab=DeskTab(place["desk"]), after=after)
    filters = QueueFilterForm(place).filters()
    key = next_order_id(stage=Stage(place["stage"]), filters=filters, after=after.pk)
    return Order.objects.get(pk=key) if key else None
