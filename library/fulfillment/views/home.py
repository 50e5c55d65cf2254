"""What a clerk sees first in the morning."""

from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from library.fulfillment.enums import DeskTab, Stage
from library.fulfillment.selectors.desk import desk_counts
from library.fulfillment.selectors.queue import Filters, queue_counts, waiting_since


class WaitingPanel(Component):
    """What waits at every stage, and since when, on the admin's home page."""

    name = "waiting"
    order = 50
    template_name = "fulfillment/waiting_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ANN401, ARG002 - Wagtail's own signature
        """Return the stages, `(label, address, number, since)` each, and the counts of the desk."""
        everything = Filters()
        counts, since = queue_counts(filters=everything), waiting_since(filters=everything)
        queue = reverse("fulfillment:queue")
        stages = [
            (stage.label, f"{queue}?stage={stage.value}", counts[stage], since[stage])
            for stage in Stage
        ]
        desk = desk_counts()
        return {"stages": stages, "decide": desk[DeskTab.DECIDE], "asked": desk[DeskTab.ASKED]}
