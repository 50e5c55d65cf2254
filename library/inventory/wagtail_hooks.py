"""Stock in the Wagtail admin: its addresses and its menu item."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem

from library.inventory.selectors import late_receipts, low_stock
from library.inventory.views.entries import EntryView
from library.inventory.views.events import EventView
from library.inventory.views.expecting import (
    ExpectedView,
    ExpectView,
    GiveUpView,
    RescheduleView,
)
from library.inventory.views.listing import StockListView
from library.inventory.views.shelves import (
    DescribeShelfView,
    OpenShelfView,
    ShelfView,
)

_patterns: list[URLPattern | URLResolver] = [
    path("", StockListView.as_view(), name="list"),
    path("new/", OpenShelfView.as_view(), name="open"),
    path("event/", EventView.as_view(), name="event"),
    path("expected/", ExpectedView.as_view(), name="expected"),
    path("expected/<int:pk>/", RescheduleView.as_view(), name="reschedule"),
    path("expected/<int:pk>/give-up/", GiveUpView.as_view(), name="give_up"),
    path("<int:pk>/expect/", ExpectView.as_view(), name="expect"),
    path("<int:pk>/", ShelfView.as_view(), name="shelf"),
    path("<int:pk>/edit/", DescribeShelfView.as_view(), name="describe"),
    path("<int:pk>/<slug:verb>/", EntryView.as_view(), name="entry"),
]


class StockMenuItem(MenuItem):
    """The menu item, for those who may see stock."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may see stock."""
        return request.user.has_perm("inventory.view_stockitem")


class StockSummary(SummaryItem):
    """What is low and what is late, on the admin's home page."""

    order = 60
    template_name = "inventory/summary.html"

    def is_shown(self) -> bool:
        """Whether the user may see stock."""
        return bool(self.request.user.has_perm("inventory.view_stockitem"))

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Return how many."""
        return {"low": low_stock().count(), "late": late_receipts().count()}


@hooks.register("construct_homepage_summary_items")
def add_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Put low stock on the home page."""
    items.append(StockSummary(request))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Put the pages under /admin/stock/."""
    return [path("stock/", include((_patterns, "stock")))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the list into the menu."""
    return StockMenuItem("Stock", reverse("stock:list"), icon_name="table", order=160)
