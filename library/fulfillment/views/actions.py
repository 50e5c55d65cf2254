"""What a clerk does with an order or a parcel: each a POST, with an answer in words."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from wagtail.admin import messages

from library.fulfillment import services
from library.fulfillment.enums import Stage
from library.fulfillment.forms import ApproveForm, ReasonForm, ShipForm
from library.fulfillment.models import Shipment
from library.fulfillment.selectors.parcels import lines_of_order, order_by_reference
from library.fulfillment.slips import packing_slip
from library.fulfillment.views.pages import QUEUE_URL, NeedsPermission, recipient_for
from library.fulfillment.views.places import is_desk, list_url, next_order, order_url, place_of
from library.fulfillment.views.workbench import Refused, WorkbenchView, reason_form, ship_form
from library.inventory.ledger import InsufficientStock
from library.orders import services as orders
from library.orders.enums import AccessPurpose
from library.orders.models import Order
from library.orders.states import IllegalChange

_REFUSALS = (
    IllegalChange,
    InsufficientStock,
    orders.AlreadyAsked,
    orders.ImpossibleQuantity,
    orders.NothingApproved,
    orders.NotYours,
)


class OrderAction(NeedsPermission):
    """A change of one order. Afterwards comes the next in the queue or at the desk, if in one."""

    form_name = ""
    order: Order
    shipment: Shipment | None = None

    def get(self, request: HttpRequest, reference: str, number: str = "") -> HttpResponse:  # noqa: ARG002
        """Lead whoever comes by address to the workbench: after a sign-in, or by going back."""
        return HttpResponseRedirect(order_url(reference, place_of(request)))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Make the change, say what happened, and go on."""
        self.order = get_object_or_404(order_by_reference(), reference=reference)
        form = self.form()
        if form is not None and not form.is_valid():
            return self._show_again(form)
        try:
            done = self.perform(cast("User", request.user), form)
        except services.NothingToAllocate as nothing:
            messages.warning(request, str(nothing))
        except _REFUSALS as refusal:
            messages.error(request, f"{self.order.reference}: {refusal}")
            return HttpResponseRedirect(order_url(self.order.reference, place_of(request)))
        else:
            again = messages.button(order_url(self.order.reference, {}), "Open it again")
            messages.success(request, done, buttons=[again])
        return HttpResponseRedirect(self._next_url())

    def form(self) -> Form | None:
        """Return the form of the action, filled in, or None where it has none."""
        return None

    def perform(self, actor: User, form: Any) -> str:  # noqa: ANN401
        """Make the change and return what happened, in words."""
        raise NotImplementedError

    def _show_again(self, form: Form) -> HttpResponse:
        page = WorkbenchView()
        page.setup(self.request)
        refused = Refused(self.form_name, form, self.shipment.pk if self.shipment else None)
        return page.show(self.order.reference, refused)

    def _next_url(self) -> str:
        place = place_of(self.request)
        if not place:
            return order_url(self.order.reference, {})
        if after := next_order(place, after=self.order):
            return order_url(after.reference, place)
        if is_desk(place):
            messages.info(self.request, "No other order waits here.")
        return list_url(place)


class ApproveView(OrderAction):
    """Approve an order, in full or in part."""

    permission = "orders.approve_order"
    form_name = "approve_form"

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Approve, or show first what that would do."""
        if "effect" not in request.POST:
            return super().post(request, reference)
        self.order = get_object_or_404(order_by_reference(), reference=reference)
        return self._show_again(self.form())

    def form(self) -> ApproveForm:
        """Return the copies approved."""
        return ApproveForm(lines_of_order(order_id=self.order.pk), self.request.POST)

    def perform(self, actor: User, form: ApproveForm) -> str:
        """Approve."""
        orders.check_may_decide(order=self.order, user=actor)
        orders.approve_order(
            order_id=self.order.pk,
            actor=actor,
            quantities=form.quantities(),
            reason=form.cleaned_data["reason"],
        )
        return f"Order {self.order.reference} is approved."


class DeclineView(OrderAction):
    """Decline an order with a reason."""

    permission = "orders.decline_order"
    form_name = "decline_form"

    def form(self) -> ReasonForm:
        """Return the reason."""
        return reason_form("decline", self.request.POST)

    def perform(self, actor: User, form: ReasonForm) -> str:
        """Decline."""
        orders.check_may_decide(order=self.order, user=actor)
        reason = form.cleaned_data["reason"]
        orders.decline_order(order_id=self.order.pk, actor=actor, reason=reason)
        return f"Order {self.order.reference} is declined."


class HoldView(OrderAction):
    """Hold an order for somebody else to decide, with the reason."""

    permission = "orders.decline_order"
    form_name = "hold_form"

    def form(self) -> ReasonForm:
        """Return the reason."""
        return reason_form("hold", self.request.POST)

    def perform(self, actor: User, form: ReasonForm) -> str:
        """Hold."""
        reason = form.cleaned_data["reason"]
        orders.hold_order(order_id=self.order.pk, actor=actor, reason=reason)
        return f"Order {self.order.reference} is held for review."


class AllocateView(OrderAction):
    """Set copies aside for an order."""

    permission = "fulfillment.add_shipment"

    def perform(self, actor: User, form: None) -> str:  # noqa: ARG002 - it has none
        """Allocate."""
        shipment = services.allocate_order(order_id=self.order.pk, actor=actor)
        copies = sum(line.quantity for line in shipment.lines.all())
        return f"{copies} copies are set aside for order {self.order.reference} in {shipment}."


class ShipmentAction(OrderAction):
    """A change of one parcel."""

    permission = "fulfillment.change_shipment"
    shipment: Shipment

    def post(self, request: HttpRequest, reference: str, number: str = "") -> HttpResponse:
        """Make the change to a parcel of this order."""
        self.shipment = get_object_or_404(Shipment, order__reference=reference, number=number)
        return super().post(request, reference)


class PickView(ShipmentAction):
    """Record that a parcel has been picked."""

    def perform(self, actor: User, form: None) -> str:  # noqa: ARG002 - it has none
        """Pick."""
        services.pick_shipment(shipment_id=self.shipment.pk, actor=actor)
        return f"Shipment {self.shipment} is picked."


class ShipView(ShipmentAction):
    """Let a parcel leave."""

    form_name = "ship_form"

    def form(self) -> ShipForm:
        """Return carrier and tracking number."""
        return ship_form(self.shipment, self.request.POST)

    def perform(self, actor: User, form: ShipForm) -> str:
        """Ship."""
        services.ship_shipment(
            shipment_id=self.shipment.pk,
            actor=actor,
            carrier=form.cleaned_data["carrier"],
            tracking_number=form.cleaned_data["tracking_number"],
        )
        return f"Shipment {self.shipment} has left."


class CancelShipmentView(ShipmentAction):
    """Give up a parcel."""

    form_name = "cancel_form"

    def form(self) -> ReasonForm:
        """Return the reason."""
        return reason_form(f"cancel-{self.shipment.pk}", self.request.POST)

    def perform(self, actor: User, form: ReasonForm) -> str:
        """Cancel."""
        reason = form.cleaned_data["reason"]
        services.cancel_shipment(shipment_id=self.shipment.pk, actor=actor, reason=reason)
        return f"Shipment {self.shipment} is cancelled. Its copies are free again."


class AllocateWaitingView(NeedsPermission):
    """Allocate every order that waits, the first placed first."""

    permission = "fulfillment.add_shipment"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Allocate, and go on to what is to be picked."""
        shipments = services.allocate_waiting(actor=cast("User", request.user))
        if shipments:
            messages.success(request, f"Copies are set aside in {len(shipments)} shipments.")
        else:
            messages.warning(
                request, "No copies could be set aside: the shelves have none to give."
            )
        return HttpResponseRedirect(f"{QUEUE_URL}?stage={Stage.PICK if shipments else ''}")


class PackingSlipView(NeedsPermission):
    """The packing slip of a parcel, shown in the browser. It names the recipient."""

    permission = "orders.view_recipient"

    def get(self, request: HttpRequest, reference: str, number: str) -> HttpResponse:
        """Draw the slip."""
        shipment = get_object_or_404(Shipment, order__reference=reference, number=number)
        recipient_for(request, shipment.order, purpose=AccessPurpose.SLIP)
        slip = HttpResponse(packing_slip(number=number), content_type="application/pdf")
        slip["Content-Disposition"] = f'inline; filename="packing-slip-{number}.pdf"'
        return slip
