"""What every page of the workbench shares: who may see it, and where it stands."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class NeedsPermission(View):
    """A view for those who hold a permission; Wagtail turns a refusal into a message."""

    permission: ClassVar[str] = "search.view_askedquery"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Refuse whoever lacks the permission."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SearchPage(WagtailAdminTemplateMixin, NeedsPermission):
    """A page under “Search”."""

    page_title = "Search"
    header_icon = "search"
    above: ClassVar[tuple[tuple[str, str], ...]] = ()  # URL names and labels of pages between

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401, ARG002
        """Show the page."""
        return self.show()

    def show(self, status: int = 200) -> HttpResponse:
        """Return the page with this status."""
        page: HttpResponse = self.render_to_response(self.get_context_data(), status=status)
        return page

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the page: the admin's home, the overview, pages between, the page."""
        between = (("workbench:overview", "Search"), *self.above)
        links = [{"url": reverse(name), "label": label} for name, label in between]
        subtitle = self.get_page_subtitle()
        last = [{"url": "", "label": subtitle}] if subtitle else []
        return [*super().get_breadcrumbs_items(), *links, *last]
