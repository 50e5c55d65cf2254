"""The list of orders, and one order with everything known about it."""

from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from library.orders.enums import AccessPurpose
from library.orders.models import Order, OrderLine
from library.orders.services import record_access
from library.orders.states import LEGAL_CHANGES, OrderState
from library.orders.viewsets.actions import approve, decline, repeat
from library.orders.viewsets.listing import OrderListView


class OrderView(InspectView):
    """One order. Whoever sees its recipient is written down."""

    template_name = "orders/admin/order.html"
    page_title = "Order"

    def get_object(self, queryset: object = None) -> Order:  # noqa: ARG002 - Wagtail's own signature
        """Return the order with its agency."""
        order: Order = super().get_object()
        return order

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Add lines, what may be done, and the recipient to those who may see him."""
        order: Order = self.object
        state = OrderState(order.state)
        recipient = None
        if self.request.user.has_perm("orders.view_recipient"):
            record_access(
                actor=self.request.user,
                purpose=AccessPurpose.VIEW,
                page=self.request.path,
                references=[order.reference],
            )
            recipient = order.recipient
        return {
            **super().get_context_data(**kwargs),
            "order": order,
            "lines": OrderLine.objects.filter(order=order).select_related("resource", "ordered_as"),
            "recipient": recipient,
            "can_approve": OrderState.APPROVED in LEGAL_CHANGES[state],
            "can_decline": OrderState.DECLINED in LEGAL_CHANGES[state],
            "can_cancel": OrderState.CANCELLED in LEGAL_CHANGES[state],
        }

    def get_fields(self) -> list[str]:
        """Return none: the template lays the order out."""
        return []


class OrderViewSet(ModelViewSet):
    """Orders, to read and to decide about."""

    model = Order
    icon = "clipboard-list"
    menu_label = "Orders"
    inspect_view_class = OrderView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the pages that an order has: none adds, edits or deletes one."""
        return [
            path("", OrderListView.as_view(), name="index"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/approve/", approve, name="approve"),
            path("<int:pk>/decline/", decline, name="decline"),
            path("<int:pk>/mails/<int:mail>/", repeat, name="repeat_mail"),
        ]
