"""What search could read of the files of resources: on a resource's form, and as a report."""

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from library.catalog.models import Resource
from library.catalog.selectors import documents_of, documents_to_read
from library.sheets import SafeExportMixin
from media.enums import ReadingState
from media.models import LibraryDocument
from media.tasks import defer_reading


class ReadingsPanel(Panel):
    """What was read of each file that the form was opened with."""

    class BoundPanel(Panel.BoundPanel):
        """The panel with a resource."""

        template_name = "catalog/admin/readings_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:  # noqa: ANN401
            """Add the documents."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            documents = documents_of(resource=self.instance) if self.instance.pk else []
            return context | {"documents": documents}


class CellColumn(Column):
    """A column whose cell is a template of ours."""

    def __init__(self, name: str, template: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(name, **kwargs)
        self.cell_template_name = f"catalog/admin/{template}"


class ReadingFilterSet(WagtailFilterSet):
    """Narrows the report to one outcome."""

    state = django_filters.ChoiceFilter(
        field_name="reading__state", label="Outcome", choices=ReadingState.choices
    )

    class Meta:
        model = LibraryDocument
        fields = ("state",)


class ReadingsReport(SafeExportMixin, ReportView):
    """All files whose text search wants; those with problems first."""

    page_title = "Text of files"
    header_icon = "doc-full"
    model = LibraryDocument
    filterset_class = ReadingFilterSet
    index_url_name = "readings"
    index_results_url_name = "readings_results"
    permission_policy = ModelPermissionPolicy(Resource)
    permission_required = "change"
    is_searchable = False
    list_export = ["title", "reading_summary"]
    export_headings = {"title": "File", "reading_summary": "What was read"}
    columns = [
        TitleColumn(
            "title", label="File", get_url=lambda row: reverse("wagtaildocs:edit", args=(row.pk,))
        ),
        Column("reading_summary", label="What was read"),
        CellColumn("holders", "holders_cell.html", label="Resources"),
        CellColumn("again", "read_again_cell.html", label="Again"),
    ]

    def get_queryset(self) -> QuerySet[LibraryDocument]:
        """Return the rows with everything that the columns show."""
        return documents_to_read()


@require_POST
@permission_required("catalog.change_resource", raise_exception=True)
def read_again(request: HttpRequest, document_id: int) -> HttpResponse:
    """Queue another reading of a file."""
    document = get_object_or_404(LibraryDocument, pk=document_id)
    defer_reading(document_id=document.pk)
    messages.success(request, f"“{document.title}” will be read again in a moment.")
    return redirect("readings")
