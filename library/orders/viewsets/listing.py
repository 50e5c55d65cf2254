"""The list of all orders: filtered, sorted, paged and exported by its address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from library.lists.columns import Column
from library.lists.filters import DayField, ListFilterForm
from library.lists.views import StaffListMixin
from library.orders.addresses import PLACES
from library.orders.enums import AgencyType
from library.orders.models import Order
from library.orders.selectors import orders_found, orders_with_sums
from library.orders.states import OrderState

_ANY = [("", "Any")]


class OrderFilterForm(ListFilterForm):
    """What narrows the list of orders."""

    q = forms.CharField(max_length=100, label="Reference or agency")
    state = forms.ChoiceField(choices=[*_ANY, *OrderState.choices], label="State")
    agency_type = forms.ChoiceField(choices=[*_ANY, *AgencyType.choices], label="Agency type")
    ship_to = forms.ChoiceField(choices=[*_ANY, *sorted(PLACES.items())], label="Ships to")
    placed_from = DayField(label="Placed from")
    placed_to = DayField(label="Placed to")


def _url(order: Order) -> str:
    return reverse("order:inspect", args=(order.pk,))


ORDER_COLUMNS = (
    Column("reference", "Order", lambda order: order.reference, ("reference",), _url),
    Column("agency", "Agency", lambda order: order.agency.name, ("agency__name",)),
    Column("type", "Agency type", lambda order: order.agency.get_agency_type_display()),
    Column("ship_to", "Ships to", lambda order: order.ship_to_state, ("ship_to_state",)),
    Column("state", "State", lambda order: order.get_state_display(), ("state",)),
    Column("titles", "Titles", lambda order: order.titles),
    Column("copies", "Copies requested", lambda order: order.copies),
    Column("placed", "Placed", lambda order: order.placed_at, ("placed_at",)),
    Column("completed", "Ended", lambda order: order.completed_at, ("completed_at",)),
)


class OrderListView(StaffListMixin, WagtailAdminTemplateMixin, View):
    """All orders, the newest first."""

    page_title = "Orders"
    header_icon = "clipboard-list"
    filter_form = OrderFilterForm
    columns = ORDER_COLUMNS
    default_sort = "-placed"
    name = "orders"
    noun = "orders"
    bulk = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Refuse whoever may not see orders; Wagtail turns that into a message."""
        if not request.user.has_perm("orders.view_order"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def found(self, chosen: Mapping[str, Any]) -> QuerySet[Order]:
        """Return the orders that fit."""
        return orders_found(**chosen)

    def completed(self, rows: QuerySet[Order]) -> QuerySet[Order]:
        """Bring the agency and the sums along."""
        return orders_with_sums(rows)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]
