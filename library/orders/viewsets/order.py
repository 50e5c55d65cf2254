"""The list of orders, and one order with everything known about it."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from library.orders.enums import AccessPurpose, AgencyType
from library.orders.models import Order, OrderLine
from library.orders.services import record_access
from library.orders.states import LEGAL_CHANGES, OrderState
from library.orders.viewsets.actions import approve, decline, repeat
from library.sheets import SafeExportMixin


class OrderFilterSet(WagtailFilterSet):
    """By state, by what sort of agency asks, by date."""

    state = django_filters.MultipleChoiceFilter(choices=OrderState.choices, label="State")
    agency_type = django_filters.MultipleChoiceFilter(
        field_name="agency__agency_type", choices=AgencyType.choices, label="Agency type"
    )
    placed_at = django_filters.DateFromToRangeFilter(label="Placed", widget=DateRangePickerWidget)

    class Meta:
        model = Order
        fields: list[str] = []


class OrderIndexView(SafeExportMixin, IndexView):
    """Orders, the newest first."""

    def get_base_queryset(self) -> QuerySet[Order]:
        """Bring the agencies along."""
        return Order.objects.select_related("agency").order_by("-placed_at", "-pk")


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
            "lines": OrderLine.objects.filter(order=order).select_related("resource"),
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
    index_view_class = OrderIndexView
    inspect_view_class = OrderView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ("reference", "agency", "ship_to_state", "get_state_display", "placed_at")
    list_export = ("reference", "agency", "ship_to_state", "state", "placed_at")
    filterset_class = OrderFilterSet
    search_fields = ("reference", "agency__name")
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the pages that an order has: none adds, edits or deletes one."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/approve/", approve, name="approve"),
            path("<int:pk>/decline/", decline, name="decline"),
            path("<int:pk>/mails/<int:mail>/", repeat, name="repeat_mail"),
        ]
