"""The review desk: what waits for a decision, and the question to a requester."""

from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from library.fulfillment.enums import DeskTab
from library.fulfillment.forms import AskForm
from library.fulfillment.selectors.desk import desk, desk_counts
from library.fulfillment.views.actions import OrderAction
from library.fulfillment.views.pages import FulfillmentPage
from library.fulfillment.views.workbench import ask_form
from library.orders import services as orders

ROWS_A_PAGE = 50


class DeskView(FulfillmentPage):
    """Orders in review: to decide, answered, waiting for an answer."""

    template_name = "fulfillment/desk.html"
    page_subtitle = "Review desk"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002 - Django's own signature
        """Show one tab."""
        page: HttpResponse = self.render_to_response(self.get_context_data())
        return page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the counts of all tabs and a page of the one chosen."""
        wanted = self.request.GET.get("show", "")
        tab = DeskTab(wanted) if wanted in DeskTab.values else DeskTab.DECIDE
        page = Paginator(desk(tab=tab), ROWS_A_PAGE, 5).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "tab": tab,
            "counts": desk_counts().items(),
            "page": page,
            "today": timezone.localdate(),
        }


class AskView(OrderAction):
    """Ask the requester; the order waits at the desk for the answer."""

    permission = "orders.approve_order"
    form_name = "ask_form"

    def form(self) -> AskForm:
        """Return the question."""
        return ask_form(self.request.POST)

    def perform(self, actor: User, form: AskForm) -> str:
        """Ask."""
        asked = orders.ask_requester(
            order_id=self.order.pk,
            actor=actor,
            question=form.cleaned_data["question"],
            answer_by=form.cleaned_data["answer_by"],
        )
        return f"The requester of order {self.order.reference} is asked: {asked.answer_by:%B %-d}."
