"""Resources in the Wagtail admin: list, form, review, delete."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CopyView, IndexView, SnippetViewSet, WorkflowActionView

from library.catalog.models import Resource
from library.catalog.selectors import resources_for_list
from library.catalog.services import NotPublishable, check_publishable
from library.catalog.viewsets.choosing import ResourceChooserViewSet
from library.catalog.viewsets.panels import RESOURCE_EDIT_HANDLER
from library.sheets import SafeExportMixin


class CoverColumn(Column):
    """A small picture of the cover."""

    cell_template_name = "catalog/admin/cover_cell.html"


class AvailabilityColumn(Column):
    """What the shelf holds, in words; the shelf is asked once for all rows of the table."""

    cell_template_name = "catalog/admin/availability_cell.html"

    def get_cell_context_data(self, instance: Resource, parent_context: Any) -> dict[str, Any]:  # noqa: ANN401
        """Add the table's rows, which the cell's template tag asks about together."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"rows": parent_context["table"].data}


class ResourceFilterSet(WagtailFilterSet):
    """What the list can be narrowed to."""

    class Meta:
        model = Resource
        fields = (
            "kind",
            "format",
            "lifecycle",
            "live",
            "has_unpublished_changes",
            "primary_topic",
            "languages",
            "series",
        )


class ResourceIndexView(SafeExportMixin, IndexView):
    """The list of resources."""

    def get_list_more_buttons(self, instance: Resource) -> list[Button]:
        """Offer the public page of what is public."""
        buttons: list[Button] = super().get_list_more_buttons(instance)
        if instance.is_public:
            url = instance.get_absolute_url()
            buttons.append(Button("View live", url=url, icon_name="view", priority=20))
        return buttons


class ResourceCopyView(CopyView):
    """A form for a new resource, filled from another one; it is sent to the view that adds.

    Wagtail's own would also take the form here, and save it over the original without review.
    """

    http_method_names = ["get", "head", "options"]


class ResourceWorkflowActionView(WorkflowActionView):
    """A reviewer's decision."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Refuse to approve what became incomplete after it was submitted."""
        if self.action_name == "approve":
            draft = self.object.get_latest_revision_as_object()
            try:
                check_publishable(resource=draft)
            except NotPublishable as problem:
                messages.error(request, f"This cannot be published yet. {problem}")
                edit = reverse(draft.snippet_viewset.get_url_name("edit"), args=(draft.pk,))
                return redirect(edit)
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response


class ResourceViewSet(SnippetViewSet):
    """Resources: drafts, review, scheduling, locking, history, preview."""

    model = Resource
    icon = "doc-full"
    menu_label = "Resources"
    menu_order = 100
    url_prefix = "catalog/resources"
    edit_handler = RESOURCE_EDIT_HANDLER
    index_view_class = ResourceIndexView
    workflow_action_view_class = ResourceWorkflowActionView
    filterset_class = ResourceFilterSet
    inspect_view_enabled = True
    copy_view_enabled = True
    copy_view_class = ResourceCopyView
    chooser_viewset_class = ResourceChooserViewSet
    chooser_per_page = 20
    list_per_page = 30
    ordering = "-updated_at"
    search_fields = ("title", "subtitle", "product_number", "abstract", "identifiers__value")
    search_backend_name = None
    list_display = [
        "__str__",  # the first column is the one that leads to the form
        CoverColumn("cover", label="Cover"),
        Column("product_number", label="Product number", sort_key="product_number"),
        Column("get_kind_display", label="Kind", sort_key="kind"),
        Column("get_format_display", label="Format", sort_key="format"),
        LiveStatusTagColumn(),
        AvailabilityColumn("availability", label="Availability"),
        UpdatedAtColumn(),
    ]
    list_export = [
        "product_number",
        "title",
        "subtitle",
        "kind",
        "format",
        "lifecycle",
        "published",
        "publisher",
        "primary_topic",
        "series",
        "live",
        "last_published_at",
    ]
    export_headings = {"published": "Published"}
    inspect_view_fields_exclude = ["import_digest"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resource]:  # noqa: ARG002
        """Return the rows with what the columns and the export show."""
        return resources_for_list()
