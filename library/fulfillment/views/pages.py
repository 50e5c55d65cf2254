"""What every page of fulfillment shares: who may see it, and where it stands."""

from typing import Any, ClassVar, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from library.orders.enums import AccessPurpose
from library.orders.models import Order, Recipient
from library.orders.services import record_access

QUEUE_URL = reverse_lazy("fulfillment:queue")


class NeedsPermission(View):
    """A view for those who hold a permission; Wagtail turns a refusal into a message.

    Wagtail marks all its admin's answers `no-store`, so no browser keeps an address.
    """

    permission: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Refuse whoever lacks the permission."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class FulfillmentPage(WagtailAdminTemplateMixin, NeedsPermission):
    """A page under “Fulfillment”."""

    permission = "fulfillment.view_shipment"
    page_title = "Fulfillment"
    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the page: the admin's home, the queue, the page."""
        path = [*super().get_breadcrumbs_items(), {"url": QUEUE_URL, "label": "Fulfillment"}]
        subtitle = self.get_page_subtitle()
        return [*path, {"url": "", "label": subtitle}] if subtitle else path


def recipient_for(
    request: HttpRequest, order: Order, *, purpose: AccessPurpose = AccessPurpose.VIEW
) -> Recipient | None:
    """Return where an order goes to those who may see it, and write down that they saw it."""
    if not request.user.has_perm("orders.view_recipient"):
        return None
    record_access(
        actor=cast("User", request.user),
        purpose=purpose,
        page=request.path,
        references=[order.reference],
    )
    return order.recipient
