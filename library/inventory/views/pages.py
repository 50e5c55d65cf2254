"""What every page of stock shares: who may see it, and where it stands."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

STOCK_URL = reverse_lazy("stock:list")


class StockPage(WagtailAdminTemplateMixin, View):
    """A page under “Stock”, for those who hold its permission."""

    permission: ClassVar[str] = "inventory.view_stockitem"
    page_title = "Stock"
    header_icon = "table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Refuse whoever lacks the permission; Wagtail turns that into a message."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the page: the admin's home, the list, the page."""
        path = [*super().get_breadcrumbs_items(), {"url": STOCK_URL, "label": "Stock"}]
        subtitle = self.get_page_subtitle()
        return [*path, {"url": "", "label": subtitle}] if subtitle else path
