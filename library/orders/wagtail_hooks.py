"""Orders in the Wagtail admin: menu, permissions, and what the log says."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from library.orders.models import Order
from library.orders.viewsets.order import RECIPIENT_VIEWED, OrderViewSet
from library.orders.viewsets.policies import ReadOnlyPolicy
from library.orders.viewsets.records import (
    AgencyViewSet,
    LimitExemptionViewSet,
    QuantityLimitViewSet,
)

register_permission_policy(Order, ReadOnlyPolicy(Order))


class OrdersGroup(ModelViewSetGroup):
    """What the admin's menu calls “Orders”."""

    items = (OrderViewSet, AgencyViewSet, QuantityLimitViewSet, LimitExemptionViewSet)
    menu_label = "Orders"
    menu_icon = "clipboard-list"
    menu_order = 140


@hooks.register("register_admin_viewset")
def register_viewsets() -> ViewSet:
    """Put orders, agencies and limits into the menu."""
    return OrdersGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the log entry that a look at a recipient leaves."""
    actions.register_action(RECIPIENT_VIEWED, "See recipient", "Recipient was looked at")
