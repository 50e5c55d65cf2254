"""Search in the Wagtail admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.reports import MAY_LOOK, SearchIndexView


class SearchIndexMenuItem(MenuItem):
    """The report's menu item, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may look at the state of the indices."""
        return request.user.has_perm(MAY_LOOK)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Put the report beside Wagtail's own."""
    return [path("reports/search-index/", SearchIndexView.as_view(), name="search_index")]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """Put the report into the menu."""
    return SearchIndexMenuItem(
        "Search index", reverse("search_index"), icon_name="search", order=900
    )
