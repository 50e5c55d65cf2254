"""The catalog's place in the Wagtail admin."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from library.catalog.selectors import is_public_document
from library.catalog.services import StillNeeded, check_deletable
from library.catalog.viewsets.home import CatalogPanel
from library.catalog.viewsets.readings import ReadingsReport, read_again
from library.catalog.viewsets.resources import ResourceViewSet
from library.catalog.viewsets.vocabularies import (
    AudienceViewSet,
    LanguageViewSet,
    SeriesViewSet,
    TopicViewSet,
)
from media.models import LibraryDocument


class CatalogGroup(SnippetViewSetGroup):
    """The menu entry."""

    items = (ResourceViewSet, TopicViewSet, SeriesViewSet, AudienceViewSet, LanguageViewSet)
    menu_label = "Catalog"
    menu_icon = "folder-open-inverse"
    menu_order = 90


register_snippet(CatalogGroup)


@hooks.register("register_admin_urls")
def readings_urls() -> list[URLPattern]:
    """Bring the report about the text of files in."""
    report = ReadingsReport.as_view
    return [
        path("reports/readings/", report(), name="readings"),
        path("reports/readings/results/", report(results_only=True), name="readings_results"),
        path("reports/readings/<int:document_id>/again/", read_again, name="read_again"),
    ]


class ReadingsMenuItem(MenuItem):
    """Shown to those who work on resources."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the report would open."""
        return request.user.has_perm("catalog.change_resource")


@hooks.register("register_reports_menu_item")
def readings_menu_item() -> MenuItem:
    """List the report among the others."""
    return ReadingsMenuItem("Text of files", reverse("readings"), icon_name="doc-full", order=650)


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put unfinished resources on the home page of those who work on them."""
    if request.user.has_perm("catalog.change_resource"):
        panels.append(CatalogPanel())


@hooks.register("before_delete_snippet")
def keep_what_is_needed(request: HttpRequest, rows: Iterable[Model]) -> HttpResponse | None:
    """Refuse to delete what other records rest on, and say so; Wagtail would fail."""
    try:
        check_deletable(rows=rows)
    except StillNeeded as problem:
        messages.error(request, str(problem))
        edit = type(problem.row).snippet_viewset.get_url_name("edit")  # type: ignore[attr-defined]
        return redirect(reverse(edit, args=(problem.row.pk,)))
    return None


@hooks.register("before_delete_user")
def keep_who_is_named(request: HttpRequest, user: AbstractBaseUser) -> HttpResponse | None:
    """Refuse to delete somebody whom the ledger or an order names, and say what to do instead."""
    return _keep_users(request, [user])


@hooks.register("before_bulk_action")
def keep_all_who_are_named(
    request: HttpRequest, action_type: str, rows: Iterable[Model], action: object
) -> HttpResponse | None:
    """Refuse the same of several at once."""
    del action
    users = [row for row in rows if isinstance(row, AbstractBaseUser)]
    return _keep_users(request, users) if action_type == "delete" else None


@hooks.register("before_serve_document")
def keep_what_is_not_public(document: LibraryDocument, request: HttpRequest) -> None:
    """Answer as if there were no such document, except to those who work on resources."""
    if is_public_document(document=document) or request.user.has_perm("catalog.change_resource"):
        return
    raise Http404("There is no such document.")


def _keep_users(request: HttpRequest, users: Iterable[AbstractBaseUser]) -> HttpResponse | None:
    try:
        check_deletable(rows=users)
    except StillNeeded as problem:
        messages.error(request, f"{problem} Take the user's mark “Active” away instead.")
        return redirect("wagtailusers_users:index")
    return None
