"""The agency directory, which staff keep."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from library.catalog.services import StillNeeded, check_deletable
from library.orders.addresses import PLACES
from library.orders.agencies import normalized_agency_name
from library.orders.models import Agency, AgencyAlias
from library.orders.viewsets.merging import MergeView, UncheckedView, list_agency
from library.sheets import SafeExportMixin


class AgencyForm(WagtailAdminModelForm):
    """An agency; the same one is not listed twice in a state, however its name is written."""

    class Meta:
        model = Agency
        fields = ("name", "agency_type", "ori", "city", "state", "is_listed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.setdefault("is_listed", True)

    def clean_ori(self) -> str | None:
        """Write it in capitals; none is no ORI."""
        return (self.cleaned_data["ori"] or "").upper() or None

    def clean_state(self) -> str:
        """Take a postal code in small letters too."""
        state: str = self.cleaned_data["state"].upper()
        if state and state not in PLACES:
            raise ValidationError("Enter the two letters of a state or territory, such as VA.")
        return state

    def clean(self) -> dict[str, Any]:
        """Look for the agency under another spelling."""
        cleaned: dict[str, Any] = super().clean()
        same = {
            "normalized_name": normalized_agency_name(cleaned.get("name", "")),
            "state": cleaned.get("state", ""),
        }
        known = Agency.objects.filter(**same).exclude(pk=self.instance.pk).first()
        alias = AgencyAlias.objects.filter(**same).exclude(agency=self.instance.pk).first()
        if known or alias:
            self.add_error(
                "name", ValidationError(f"“{known or alias}” is this agency in the same state.")
            )
        return cleaned


class AgencyDeleteView(DeleteView):
    """Deletes an agency that nothing rests on."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401
        """Refuse in words where orders name the agency; Wagtail would fail."""
        try:
            check_deletable(rows=[self.object])
        except StillNeeded as problem:
            messages.error(request, str(problem))
            return redirect(self.edit_url_name, self.object.pk)
        deleted: HttpResponse = super().post(request, *args, **kwargs)
        return deleted


class AgencyIndexView(SafeExportMixin, IndexView):
    """The directory, with the way to what is to be checked."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Add the agencies that orders brought, for those who may check them."""
        buttons = list(super().header_buttons)
        if self.request.user.has_perms(UncheckedView.permissions):
            url = reverse("agency:unchecked")
            buttons.append(HeaderButton("To check", url=url, icon_name="warning"))
        return buttons


class AgencyEditView(EditView):
    """An agency, with the way to merge it."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add merging for those who may."""
        buttons = list(super().header_more_buttons)
        if self.request.user.has_perms(MergeView.permissions):
            url = reverse("agency:merge", args=[self.object.pk])
            buttons.append(Button("Merge with another", url=url, icon_name="resubmit"))
        return buttons


class AgencyViewSet(ModelViewSet):
    """Agencies."""

    model = Agency
    icon = "group"
    index_view_class = AgencyIndexView
    edit_view_class = AgencyEditView
    delete_view_class = AgencyDeleteView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = (
        "name",
        Column("get_agency_type_display", label="Type", sort_key="agency_type"),
        "ori",
        "city",
        "state",
        BooleanColumn("is_listed", label="Listed", sort_key="is_listed"),
    )
    list_filter = ("agency_type", "state", "is_listed")
    list_export = ("name", "agency_type", "ori", "city", "state", "is_listed")
    search_fields = ("name", "ori", "city", "aliases__name")

    def get_form_class(self, for_update: bool = False) -> type[AgencyForm]:  # noqa: ARG002, FBT001, FBT002 - Wagtail's own signature
        """Return the form that knows spellings."""
        return AgencyForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add checking and merging."""
        return [
            *super().get_urlpatterns(),
            path("unchecked/", UncheckedView.as_view(), name="unchecked"),
            path("<int:pk>/list/", list_agency, name="list"),
            path("<int:pk>/merge/", MergeView.as_view(), name="merge"),
        ]
