"""Search in the Wagtail admin: its addresses, its menu, its permissions, what the log says."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, re_path, reverse_lazy
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry

from search.models import VocabularyEntry
from search.reports import MAY_LOOK, SearchIndexView
from search.viewsets import entries, queries
from search.viewsets.judged import JudgedQueryViewSet
from search.workbench.services import RESTORE, RETIRE

_MENU_HOOK = "register_search_menu_item"

_patterns = [
    path("", queries.OverviewView.as_view(), name="overview"),
    path("queries/", queries.QueriesView.as_view(), name="queries"),
    path("queries/about/", queries.QueryView.as_view(), name="query"),
    path("vocabulary/", entries.EntriesView.as_view(), name="entries"),
    path("vocabulary/add/<slug:kind>/", entries.AddView.as_view(), name="add"),
    path("vocabulary/<int:pk>/", entries.EntryView.as_view(), name="entry"),
    path("vocabulary/<int:pk>/measure/", entries.MeasureView.as_view(), name="measure"),
    path("vocabulary/<int:pk>/edit/", entries.EditView.as_view(), name="edit"),
    re_path(
        r"^vocabulary/(?P<pk>\d{1,18})/(?P<action>publish|retire|discard)/$",
        entries.ActView.as_view(),
        name="act",
    ),
]

_ITEMS = (
    ("Overview", "workbench:overview", "search.view_askedquery", "search"),
    ("Queries", "workbench:queries", "search.view_askedquery", "list-ul"),
    ("Vocabulary", "workbench:entries", "search.view_vocabularyentry", "openquote"),
    ("Judged queries", "judged:index", "search.view_judgedquery", "tick"),
)


class EntryFinder(ModelAdminURLFinder):
    """Where reports lead to that name an entry."""

    edit_url_name = "workbench:entry"


register_admin_url_finder(VocabularyEntry, EntryFinder)


class PermittedItem(MenuItem):
    """A menu item for those who hold a permission."""

    def __init__(
        self, label: str, url_name: str, permission: str, *, icon: str, order: int = 1000
    ) -> None:
        self.permission = permission
        super().__init__(label, reverse_lazy(url_name), icon_name=icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user holds it."""
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Put the pages under /admin/search/, and the state of the indices beside Wagtail's reports."""
    return [
        path("search/", include((_patterns, "workbench"))),
        path("reports/search-index/", SearchIndexView.as_view(), name="search_index"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """Put the state of the indices into the menu of reports."""
    return PermittedItem("Search index", "search_index", MAY_LOOK, icon="search", order=900)


@hooks.register("register_admin_viewset")
def judged_viewset() -> JudgedQueryViewSet:
    """Bring the screens of judged queries in."""
    return JudgedQueryViewSet("judged", url_prefix="search/judged")


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    """Put the workbench into the menu; other pages about search may join it by the hook."""
    items = [PermittedItem(*what, icon=icon) for *what, icon in _ITEMS]
    menu = Menu(items=items, register_hook_name=_MENU_HOOK)
    return SubmenuMenuItem("Workbench", menu, name="search-workbench", icon_name="search", order=95)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let the screen of groups show what there is to grant."""
    return Permission.objects.filter(
        content_type__app_label="search",
        content_type__model__in=["askedquery", "vocabularyentry"],
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to an entry beside what Wagtail has names for."""
    actions.register_action(RETIRE, "Retire", "Retired: searches do without it")
    actions.register_action(RESTORE, "Restore", "Restored: searches follow it again")
