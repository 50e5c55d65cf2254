"""One order on the workbench: everything known, and the buttons for what comes next."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django.contrib.auth.models import User
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from library.fulfillment.forms import ApproveForm, AskForm, ReasonForm, ShipForm
from library.fulfillment.models import Shipment
from library.fulfillment.selectors.parcels import (
    lines_of_order,
    order_by_reference,
    shipments_of_order,
)
from library.fulfillment.selectors.review import effects_of
from library.fulfillment.states import ShipmentState
from library.fulfillment.views.pages import FulfillmentPage, recipient_for
from library.fulfillment.views.places import (
    Place,
    is_desk,
    list_url,
    next_order,
    order_url,
    place_of,
)
from library.orders.models import Order, OrderLine
from library.orders.selectors import limits_passed
from library.orders.services import NotYours, check_may_decide
from library.orders.services.asking import DAYS_TO_ANSWER
from library.orders.services.lines import open_copies
from library.orders.states import LEGAL_CHANGES, OPEN_STATES, TO_DECIDE, OrderState


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was not valid, to be shown again in its place with what was typed."""

    name: str
    form: Form
    shipment_id: int | None


class WorkbenchView(FulfillmentPage):
    """An order with its lines, parcels, history and next steps."""

    template_name = "fulfillment/workbench.html"
    order: Order
    refused: Refused | None = None

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:  # noqa: ARG002
        """Show the workbench."""
        return self.show(reference)

    def show(self, reference: str, refused: Refused | None = None) -> HttpResponse:
        """Show the workbench, with a form that was refused where there is one."""
        self.order = get_object_or_404(order_by_reference(), reference=reference)
        self.refused = refused
        page: HttpResponse = self.render_to_response(self.get_context_data())
        return page

    def get_page_subtitle(self) -> str:
        """Return the order's reference."""
        return self.order.reference

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the order, its lines and parcels, and the forms."""
        lines = list(lines_of_order(order_id=self.order.pk))
        place = place_of(self.request)
        is_open = any(open_copies(line) for line in lines)
        forms = {
            "approve_form": ApproveForm(lines),
            "hold_form": reason_form("hold"),
            "decline_form": reason_form("decline"),
            "ask_form": ask_form(),
        }
        return {
            **super().get_context_data(**kwargs),
            "order": self.order,
            "recipient": recipient_for(self.request, self.order),
            "lines": lines,
            "parcels": [self._parcel(row) for row in shipments_of_order(order_id=self.order.pk)],
            "states": ShipmentState,
            "can_be_approved": self.order.state in TO_DECIDE and self._may_decide(),
            **self._review(lines),
            "can_be_cancelled": OrderState.CANCELLED in LEGAL_CHANGES[OrderState(self.order.state)],
            "can_be_held": self.order.state == OrderState.PLACED,
            "can_be_allocated": self.order.state in OPEN_STATES and is_open,
            "place": place,
            **self._around(place),
            **forms,
            **self._refused_of(None),
        }

    def _around(self, place: Place) -> dict[str, Any]:
        """Return the ways back and, at the desk, to the next order."""
        if not place:
            return {}
        after = next_order(place, after=self.order) if is_desk(place) else None
        return {
            "list_url": list_url(place),
            "is_desk": is_desk(place),
            "next": after,
            "next_url": order_url(after.reference, place) if after else "",
        }

    def _review(self, lines: list[OrderLine]) -> dict[str, Any]:
        """Return what the review desk reads: questions, limits passed, and what choices do."""
        questions = list(self.order.questions.select_related("asked_by"))
        context = {"questions": questions, "today": timezone.localdate()}
        if self.order.state not in TO_DECIDE:
            return context
        passed = limits_passed(order_id=self.order.pk)
        left: dict[int, int] = {}
        for each in passed:
            if each.resource_id:
                left[each.resource_id] = min(each.left, left.get(each.resource_id, each.left))
        titles = {line.resource_id: line.resource.title for line in lines}
        effects = effects_of(order=self.order, lines=lines, left=left, typed=self._typed())
        return context | {
            "effects": effects,
            "excesses": [(titles.get(each.resource_id or 0, ""), each) for each in passed],
            "is_asked": any(not question.answered_at for question in questions),
        }

    def _typed(self) -> dict[int, int]:
        """Return the copies by line that somebody wants to see the effect of."""
        form = self.refused.form if self.refused else None
        return form.quantities() if isinstance(form, ApproveForm) and form.is_valid() else {}

    def _may_decide(self) -> bool:
        try:
            check_may_decide(order=self.order, user=cast("User", self.request.user))
        except NotYours:
            return False
        return True

    def _parcel(self, shipment: Shipment) -> dict[str, Any]:
        forms = {
            "ship_form": ship_form(shipment),
            "cancel_form": reason_form(f"cancel-{shipment.pk}"),
        }
        return {"shipment": shipment, **forms, **self._refused_of(shipment.pk)}

    def _refused_of(self, shipment_id: int | None) -> dict[str, Form]:
        if self.refused is None or self.refused.shipment_id != shipment_id:
            return {}
        return {self.refused.name: self.refused.form}


def reason_form(prefix: str, data: QueryDict | None = None) -> ReasonForm:
    """Return a form for a reason whose field ids are its own on a page with several."""
    return ReasonForm(data, auto_id=f"{prefix}-%s")


def ask_form(data: QueryDict | None = None) -> AskForm:
    """Return the form that asks the requester; two weeks are what it proposes."""
    answer_by = timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)
    return AskForm(data, auto_id="ask-%s", initial={"answer_by": answer_by})


def ship_form(shipment: Shipment, data: QueryDict | None = None) -> ShipForm:
    """Return the form that ships a parcel."""
    return ShipForm(data, auto_id=f"ship-{shipment.pk}-%s")
