"""The queue: what waits, stage by stage; and the list of all parcels."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from library.fulfillment.enums import Stage
from library.fulfillment.forms import QueueFilterForm, ShipmentFilterForm
from library.fulfillment.models import Shipment
from library.fulfillment.selectors.queue import (
    SHIPMENT_STAGES,
    Filters,
    parcels_found,
    parcels_with_sums,
    queue,
    queue_counts,
    queue_with_sums,
)
from library.fulfillment.views.columns import ALL_SHIPMENTS, order_columns, shipment_columns
from library.fulfillment.views.pages import FulfillmentPage
from library.lists.columns import Column
from library.lists.counting import Counted
from library.lists.views import StaffListMixin


class QueueView(StaffListMixin, FulfillmentPage):
    """One stage of the queue, narrowed by what the address says."""

    template_name = "fulfillment/queue.html"
    filter_form = QueueFilterForm
    default_sort = "placed"
    kept = ("stage", "sort")

    @cached_property
    def filters(self) -> Filters:
        """What narrows the queue."""
        return QueueFilterForm(self.request.GET).filters()

    @cached_property
    def counts(self) -> dict[Stage, Counted]:
        """How much waits at each stage."""
        return queue_counts(filters=self.filters)

    @cached_property
    def stage(self) -> Stage:
        """The stage asked for, else the first at which something waits."""
        return chosen_stage(self.request.GET.get("stage", "")) or _first_with_work(self.counts)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Name what waits here."""
        super().setup(request, *args, **kwargs)
        self.name = f"fulfillment-{self.stage.value}"
        self.noun = "shipments" if self.stage in SHIPMENT_STAGES else "orders"

    def get_columns(self) -> Sequence[Column]:
        """Return the columns of the stage."""
        place = queue_query(self.stage, self.filters)
        if self.stage in SHIPMENT_STAGES:
            return shipment_columns(place)
        return order_columns(self.stage, place)

    def found(self, chosen: Mapping[str, Any]) -> QuerySet[Any]:  # noqa: ARG002 - `filters` has it
        """Return what waits at the stage."""
        return queue(stage=self.stage, filters=self.filters)

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Bring agencies and sums along."""
        return queue_with_sums(stage=self.stage, rows=rows)

    def get_counted(self) -> Counted:
        """Return what the stages' counts have told already."""
        return self.counts[self.stage]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the counts of all stages and a page of the one chosen."""
        context = super().get_context_data(**kwargs)
        kept = {**context["kept"], "stage": self.stage.value}
        address = urlencode({**self.address(), "stage": self.stage.value})
        counts = self.counts.items()
        return {**context, "stage": self.stage, "counts": counts, "kept": kept, "query": address}


class ShipmentListView(StaffListMixin, FulfillmentPage):
    """All parcels, the newest first."""

    page_subtitle = "Shipments"
    filter_form = ShipmentFilterForm
    columns = ALL_SHIPMENTS
    default_sort = "-made"
    name = "shipments"
    noun = "shipments"

    def found(self, chosen: Mapping[str, Any]) -> QuerySet[Shipment]:
        """Return the parcels that fit."""
        return parcels_found(**chosen)

    def completed(self, rows: QuerySet[Shipment]) -> QuerySet[Shipment]:
        """Bring orders, agencies and sums along."""
        return parcels_with_sums(rows)


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


def _first_with_work(counts: dict[Stage, Counted]) -> Stage:
    return next((stage for stage, count in counts.items() if count), Stage.APPROVE)
