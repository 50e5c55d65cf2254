"""The vocabularies in the Wagtail admin."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from library.catalog.forms import TopicForm
from library.catalog.models import Audience, Language, Series, Topic
from library.catalog.selectors import topics_in_tree_order
from library.catalog.services import lock_thesaurus


class TopicColumn(Column):
    """A topic's name, indented by its level."""

    cell_template_name = "catalog/admin/topic_cell.html"


class TopicEditView(EditView):
    """A topic's form. Its place in the thesaurus is checked and saved before anybody else's."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Check and save in one transaction."""
        with transaction.atomic():
            lock_thesaurus()
            response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response


class TopicViewSet(SnippetViewSet):
    """The thesaurus."""

    model = Topic
    icon = "tag"
    menu_label = "Topics"
    menu_order = 200
    url_prefix = "catalog/topics"
    edit_view_class = TopicEditView
    list_per_page = 200
    search_fields = ("name", "scope_note", "used_for__term")
    search_backend_name = None
    list_display = [
        "__str__",
        TopicColumn("path", label="Place in the thesaurus"),
        Column("resource_count", label="Published resources"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("slug"),
            FieldPanel("parent", widget=forms.Select),
            FieldPanel("scope_note"),
            InlinePanel("used_for", heading="Used-for terms", label="Used-for term"),
            FieldPanel("related", widget=forms.CheckboxSelectMultiple),
        ],
        base_form_class=TopicForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:  # noqa: ARG002
        """Return the topics as the thesaurus orders them."""
        return topics_in_tree_order()


class SeriesViewSet(SnippetViewSet):
    """Series."""

    model = Series
    icon = "list-ul"
    menu_label = "Series"
    menu_order = 300
    url_prefix = "catalog/series"
    search_fields = ("title", "description")
    search_backend_name = None
    panels = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("description")]


class AudienceViewSet(SnippetViewSet):
    """Audiences."""

    model = Audience
    icon = "group"
    menu_label = "Audiences"
    menu_order = 400
    url_prefix = "catalog/audiences"
    panels = [FieldPanel("name"), FieldPanel("slug")]


class LanguageViewSet(SnippetViewSet):
    """Languages."""

    model = Language
    icon = "globe"
    menu_label = "Languages"
    menu_order = 500
    url_prefix = "catalog/languages"
    list_display = ["name", "code"]
    panels = [
        FieldPanel("name"),
        FieldPanel("code", help_text="The MARC code: eng, spa, vie …"),
    ]
