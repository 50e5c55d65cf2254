"""Stock in the Wagtail admin: its addresses and its menu item."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from library.inventory.views.entries import EntryView
from library.inventory.views.listing import StockListView
from library.inventory.views.shelves import (
    DescribeShelfView,
    OpenShelfView,
    ShelfView,
)

_patterns: list[URLPattern | URLResolver] = [
    path("", StockListView.as_view(), name="list"),
    path("new/", OpenShelfView.as_view(), name="open"),
    path("<int:pk>/", ShelfView.as_view(), name="shelf"),
    path("<int:pk>/edit/", DescribeShelfView.as_view(), name="describe"),
    path("<int:pk>/<slug:verb>/", EntryView.as_view(), name="entry"),
]


class StockMenuItem(MenuItem):
    """The menu item, for those who may see stock."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may see stock."""
        return request.user.has_perm("inventory.view_stockitem")


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Put the pages under /admin/stock/."""
    return [path("stock/", include((_patterns, "stock")))]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the list into the menu."""
    return StockMenuItem("Stock", reverse("stock:list"), icon_name="table", order=160)
