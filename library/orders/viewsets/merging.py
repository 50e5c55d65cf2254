"""Checking agencies that orders brought, and merging those that are another's other name."""

from typing import Any, ClassVar, cast

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from library.orders.directory import (
    alike_agencies,
    found_agencies,
    unchecked_agencies,
    with_alike,
)
from library.orders.models import Agency
from library.orders.services import Unmergeable, check_mergeable, merge_agencies, references_to

UNCHECKED_URL = reverse_lazy("agency:unchecked")
_ROWS = 25


class _AgencyPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about the directory, for those who may change it."""

    permissions: ClassVar[tuple[str, ...]] = ("orders.change_agency",)
    header_icon = "group"
    page_title = "Agencies"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Refuse whoever lacks a permission."""
        if not request.user.has_perms(self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the page."""
        directory = {"url": reverse("agency:index"), "label": "Agencies"}
        here = {"url": "", "label": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), directory, here]


class UncheckedView(_AgencyPage):
    """Agencies that nobody has looked at, each with those it may be."""

    template_name = "orders/admin/unchecked.html"
    page_subtitle = "To check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return a page of them."""
        page = Paginator(unchecked_agencies(), _ROWS).get_page(self.request.GET.get("p"))
        may_merge = self.request.user.has_perms(MergeView.permissions)
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": with_alike(agencies=page.object_list),
            "may_merge": may_merge,
        }


@require_POST
@permission_required("orders.change_agency", raise_exception=True)
def list_agency(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an agency into the directory: it is suggested from now on."""
    agency = get_object_or_404(Agency, pk=pk)
    agency.is_listed = True
    agency.save(update_fields=["is_listed", "normalized_name"])
    messages.success(request, f"“{agency}” is listed.")
    return redirect(UNCHECKED_URL)


def _alike(agency: Agency) -> QuerySet[Agency]:
    return alike_agencies(key=agency.normalized_name, state=agency.state)


class MergeView(_AgencyPage):
    """Choose the agency that an agency is merged into, see what would move, merge."""

    permissions = ("orders.change_agency", "orders.delete_agency")
    template_name = "orders/admin/merge.html"
    page_subtitle = "Merge"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the two agencies and what would move, or those to choose from."""
        context = super().get_context_data(**kwargs)
        other = get_object_or_404(Agency, pk=self.kwargs["pk"])
        into = self.request.GET.get("into", "")
        if not into.isdecimal():
            text = self.request.GET.get("q", "")
            found = found_agencies(text=text) if text else _alike(other)
            choices = [agency for agency in found if agency != other]
            return {**context, "other": other, "choices": choices, "text": text}
        kept = get_object_or_404(Agency, pk=into)
        return {
            **context,
            "other": other,
            "kept": kept,
            "references": references_to(agency=other),
            "refusal": self._refusal(kept, other),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Merge, and show the agency that is kept."""
        into = request.POST.get("into", "")
        kept = get_object_or_404(Agency, pk=into if into.isdecimal() else None)
        try:
            kept = merge_agencies(kept_id=kept.pk, other_id=pk, actor=cast("User", request.user))
        except Unmergeable as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Merged into “{kept}”. The other name leads to it now.")
        return redirect("agency:edit", kept.pk)

    def _refusal(self, kept: Agency, other: Agency) -> str:
        try:
            check_mergeable(kept=kept, other=other)
        except Unmergeable as refusal:
            return str(refusal)
        return ""
