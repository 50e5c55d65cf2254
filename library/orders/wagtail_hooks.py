"""Orders in the Wagtail admin: menu, permissions, and what the log says."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from library.orders.models import AddressAccess, Order
from library.orders.viewsets.accesses import AddressAccessViewSet
from library.orders.viewsets.order import OrderViewSet
from library.orders.viewsets.policies import ReadOnlyPolicy
from library.orders.viewsets.records import (
    AgencyViewSet,
    LimitExemptionViewSet,
    QuantityLimitViewSet,
)

register_permission_policy(Order, ReadOnlyPolicy(Order))
register_permission_policy(AddressAccess, ReadOnlyPolicy(AddressAccess))


class OrdersGroup(ModelViewSetGroup):
    """What the admin's menu calls “Orders”."""

    items = (
        OrderViewSet,
        AgencyViewSet,
        QuantityLimitViewSet,
        LimitExemptionViewSet,
        AddressAccessViewSet,
    )
    menu_label = "Orders"
    menu_icon = "clipboard-list"
    menu_order = 140


@hooks.register("register_admin_viewset")
def register_viewsets() -> ViewSet:
    """Put orders, agencies and limits into the menu."""
    return OrdersGroup()
