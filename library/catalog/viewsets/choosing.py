"""Choosing a resource in a form: found by words of its title, and by any of its numbers."""

from django import forms
from django.db.models import QuerySet
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)

from library.catalog.models import Resource
from library.catalog.selectors import resources_for_list, resources_matching


class ResourceSearchForm(BaseFilterForm):
    """The search above the list. Wagtail's own would need the model in an index of Wagtail's."""

    q = forms.CharField(
        label="Title, product number or any other number",
        required=False,
        max_length=200,
        strip=True,
        widget=forms.TextInput(attrs={"placeholder": "Search", "autocomplete": "off"}),
    )

    def filter(self, objects: QuerySet[Resource]) -> QuerySet[Resource]:
        """Return those that match, and remember for the page that it was searched."""
        if text := self.cleaned_data["q"]:
            self.is_searching, self.search_query = True, text
            objects = objects & resources_matching(text=text)
        return objects


class _TellingApart(BaseSnippetChooseView):
    """Editions share a title: number and date tell them apart."""

    filter_form_class = ResourceSearchForm

    def get_object_list(self) -> QuerySet[Resource]:
        """Return all resources with what their status asks for."""
        return resources_for_list()

    @property
    def columns(self) -> list[Column]:
        """Return title, number, date and status."""
        title, *others = super().columns
        numbers = Column("product_number", label="Product number")
        return [title, numbers, Column("published", label="Published"), *others]


class ResourceChooseView(_TellingApart, ChooseView):
    """The dialog."""


class ResourceChooseResultsView(_TellingApart, ChooseResultsView):
    """Its list, asked for again while somebody types."""


class ResourceChooserViewSet(SnippetChooserViewSet):
    """Wagtail's chooser with a search of ours."""

    choose_view_class = ResourceChooseView
    choose_results_view_class = ResourceChooseResultsView
