"""The queue: what waits, stage by stage."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from library.fulfillment.enums import Stage
from library.fulfillment.forms import QueueFilterForm
from library.fulfillment.selectors.queue import Filters, as_rows, queue, queue_counts
from library.fulfillment.views.pages import FulfillmentPage

ROWS_A_PAGE = 50


class QueueView(FulfillmentPage):
    """One stage of the queue, narrowed by what the address says."""

    template_name = "fulfillment/queue.html"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002
        """Show the queue."""
        page: HttpResponse = self.render_to_response(self.get_context_data())
        return page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the counts of all stages and a page of the one chosen."""
        form = QueueFilterForm(self.request.GET)
        filters = form.filters()
        counts = queue_counts(filters=filters)
        stage = chosen_stage(self.request.GET.get("stage", "")) or _first_with_work(counts)
        page = Paginator(queue(stage=stage, filters=filters), ROWS_A_PAGE, 5).get_page(
            self.request.GET.get("p")
        )
        return {
            **super().get_context_data(**kwargs),
            "stage": stage,
            "counts": counts.items(),
            "form": form,
            "page": page,
            "rows": as_rows(list(page)),
            "query": urlencode(queue_query(stage, filters)),
            "is_filtered": filters != Filters(),
        }


def chosen_stage(value: str) -> Stage | None:
    """Return the stage of that name, or None."""
    return Stage(value) if value in Stage.values else None


def queue_query(stage: Stage, filters: Filters) -> dict[str, str]:
    """Return what an address says to come back to this place in the queue."""
    values = {
        "stage": stage.value,
        "agency": filters.agency,
        "state": filters.state,
        "age": str(filters.older_than_days or ""),
    }
    return {name: value for name, value in values.items() if value}


def _first_with_work(counts: dict[Stage, int]) -> Stage:
    return next((stage for stage, count in counts.items() if count), Stage.APPROVE)
