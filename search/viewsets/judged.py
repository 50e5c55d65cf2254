"""Judged queries in the admin."""

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet

from search.models import JudgedQuery
from search.query import MAX_TEXT


class JudgedQueryCreateView(CreateView):
    """A new judged query, of the text in the address where there is one."""

    request: HttpRequest

    def get_initial_form_instance(self) -> JudgedQuery:
        """Return the query to begin with."""
        return JudgedQuery(text=self.request.GET.get("q", "")[:MAX_TEXT])


class JudgedQueryViewSet(ModelViewSet):
    """The queries by which rankings are measured."""

    model = JudgedQuery
    icon = "tick"
    menu_label = "Judged queries"
    add_view_class = JudgedQueryCreateView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ("text",)
    search_fields = ("text",)
    panels = [
        FieldPanel("text"),
        InlinePanel(
            "judgments",
            heading="Grades",
            label="Resource",
            min_num=1,
            panels=[FieldPanel("resource"), FieldPanel("grade")],
        ),
    ]
