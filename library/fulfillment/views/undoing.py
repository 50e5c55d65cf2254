"""Giving up what has not left, and taking back what has: each a page that says what it will do."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin import messages

from library.fulfillment import services
from library.fulfillment.enums import ReturnReason
from library.fulfillment.forms import CancelForm, ReturnForm
from library.fulfillment.models import Shipment
from library.fulfillment.selectors.parcels import order_by_reference
from library.fulfillment.selectors.undoing import (
    cancellable_lines,
    picked_copies,
    returnable_lines,
    to_take_out,
)
from library.fulfillment.views.pages import FulfillmentPage
from library.orders import services as orders
from library.orders.models import Order
from library.orders.states import LEGAL_CHANGES, IllegalChange, OrderState

_REFUSALS = (
    IllegalChange,
    orders.AddressGone,
    orders.ImpossibleQuantity,
    services.NothingReturned,
    services.TooManyReturned,
)


class UndoingPage(FulfillmentPage):
    """A form about one order, filled in and sent; what cannot be done is said in it."""

    order: Order
    heading = ""

    def load(self, reference: str, number: str) -> None:
        """Find the order, and the parcel where the address names one."""
        del number
        self.order = get_object_or_404(order_by_reference(), reference=reference)

    def get(self, request: HttpRequest, reference: str, number: str = "") -> HttpResponse:  # noqa: ARG002
        """Show what can be done."""
        self.load(reference, number)
        return self.answer(self.form(None))

    def post(self, request: HttpRequest, reference: str, number: str = "") -> HttpResponse:
        """Do it, and go back to the order."""
        self.load(reference, number)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.answer(form)
        try:
            messages.success(request, self.perform(cast("User", request.user), form))
        except _REFUSALS as refusal:
            form.add_error(None, str(refusal))
            return self.answer(form)
        return HttpResponseRedirect(reverse("fulfillment:order", args=(self.order.reference,)))

    def form(self, data: Any) -> Form:  # noqa: ANN401
        """Return the form, filled in where there is data."""
        raise NotImplementedError

    def perform(self, actor: User, form: Any) -> str:  # noqa: ANN401
        """Do it and return what happened, in words."""
        raise NotImplementedError

    def answer(self, form: Form) -> HttpResponse:
        """Show the form, new or with what is wrong in it."""
        context = self.get_context_data(form=form, order=self.order)
        page: HttpResponse = self.render_to_response(context)
        return page

    def get_page_subtitle(self) -> str:
        """Return what is done, to which order."""
        return f"{self.heading} {self.order.reference}"


class CancelView(UndoingPage):
    """Give up an order, or some copies of it."""

    permission = "orders.cancel_order"
    template_name = "fulfillment/cancel.html"
    heading = "Cancel"

    def form(self, data: Any) -> CancelForm:  # noqa: ANN401
        """Return the copies and the reason; without data, all that have not left."""
        return CancelForm(cancellable_lines(order_id=self.order.pk), data)

    def perform(self, actor: User, form: CancelForm) -> str:
        """Cancel, and say what has to be taken out of a parcel by hand."""
        before = picked_copies(order_id=self.order.pk)
        wanted, reason = form.quantities(), form.cleaned_data["reason"]
        named = {"order_id": self.order.pk, "actor": actor, "reason": reason}
        if all(wanted[line.pk] == line.cancellable for line in form.lines):  # type: ignore[attr-defined]
            order = services.cancel_order(**named)
        else:
            order = services.cancel_lines(**named, quantities=wanted)
        by_hand = to_take_out(before=before, after=picked_copies(order_id=self.order.pk))
        done = f"{sum(wanted.values())} copies of order {order.reference} are cancelled."
        return f"{done} Put back: {', '.join(map(str, by_hand))}." if by_hand else done

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Say whether there is anything to give up."""
        can = OrderState.CANCELLED in LEGAL_CHANGES[OrderState(self.order.state)]
        return {**super().get_context_data(**kwargs), "can_be_cancelled": can}


class ReturnView(UndoingPage):
    """Take copies of a shipped parcel back."""

    permission = "fulfillment.change_shipment"
    template_name = "fulfillment/return.html"
    heading = "Return from"
    shipment: Shipment

    def load(self, reference: str, number: str) -> None:
        """Find the parcel of the order."""
        super().load(reference, number)
        self.shipment = get_object_or_404(Shipment, order=self.order, number=number)

    def form(self, data: Any) -> ReturnForm:  # noqa: ANN401
        """Return what came back."""
        return ReturnForm(returnable_lines(shipment_id=self.shipment.pk), data)

    def perform(self, actor: User, form: ReturnForm) -> str:
        """Take it back."""
        data = form.cleaned_data
        back = services.take_back_shipment(
            shipment_id=self.shipment.pk,
            actor=actor,
            lines={pk: services.Returned(*copies) for pk, copies in form.copies().items()},
            reason=ReturnReason(data["reason"]),
            note=data["note"],
            sends_again=data["sends_again"],
            key=data["key"],
        )
        copies = sum(line.copies for line in back.lines.all())
        done = f"{copies} copies of {self.shipment} are back, as return {back}."
        return f"{done} They will be sent again." if back.sends_again else done

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Add the parcel."""
        return {**super().get_context_data(**kwargs), "shipment": self.shipment}
