"""The catalog's place in the Wagtail admin."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from library.catalog.models import Resource
from library.catalog.selectors import is_public_document
from library.catalog.services import StillNeeded, check_deletable
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


@hooks.register("before_delete_snippet")
def keep_what_is_needed(request: HttpRequest, rows: Iterable[Model]) -> HttpResponse | None:
    """Refuse to delete a resource with stock or orders, and say what to do instead."""
    try:
        check_deletable(resources=[row for row in rows if isinstance(row, Resource)])
    except StillNeeded as problem:
        messages.error(request, str(problem))
        edit = Resource.snippet_viewset.get_url_name("edit")
        return redirect(reverse(edit, args=(problem.resource.pk,)))
    return None


@hooks.register("before_serve_document")
def keep_what_is_not_public(document: LibraryDocument, request: HttpRequest) -> None:
    """Answer as if there were no such document, except to those who work on resources."""
    if is_public_document(document=document) or request.user.has_perm("catalog.change_resource"):
        return
    raise Http404("There is no such document.")
