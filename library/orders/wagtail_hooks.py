"""Orders in the Wagtail admin: menu, permissions, and what the log says."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from library.orders.models import AddressAccess, Order
from library.orders.services.mail_texts import TEXT_CHANGED, TEXT_RESTORED
from library.orders.services.merging import MERGED
from library.orders.viewsets.accesses import AddressAccessViewSet
from library.orders.viewsets.agencies import AgencyViewSet
from library.orders.viewsets.mail_texts import MailTextViewSet
from library.orders.viewsets.order import OrderViewSet
from library.orders.viewsets.policies import ReadOnlyPolicy
from library.orders.viewsets.records import (
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
        MailTextViewSet,
    )
    menu_label = "Orders"
    menu_icon = "clipboard-list"
    menu_order = 140


@hooks.register("register_admin_viewset")
def register_viewsets() -> ViewSet:
    """Put orders, agencies, limits and mails into the menu."""
    return OrdersGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the log entries of changed mails and merged agencies."""
    actions.register_action(TEXT_CHANGED, "Change a mail", "The words of a mail were changed")
    actions.register_action(TEXT_RESTORED, "Restore a mail", "A mail has its default words again")
    actions.register_action(MERGED, "Merge agencies", "Another agency was merged into this one")
