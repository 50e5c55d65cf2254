"""Agencies and quantity limits, which staff keep."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.forms import CheckboxSelectMultiple, MultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from library.catalog.services import StillNeeded, check_deletable
from library.orders.agencies import normalized_agency_name
from library.orders.enums import AgencyType
from library.orders.models import Agency, LimitExemption, QuantityLimit


class AgencyForm(WagtailAdminModelForm):
    """An agency; the same one is not listed twice in a state, however its name is written."""

    class Meta:
        model = Agency
        fields = ("name", "agency_type", "ori", "city", "state")

    def clean(self) -> dict[str, Any]:
        """Look for the agency under another spelling."""
        cleaned: dict[str, Any] = super().clean()
        normalized = normalized_agency_name(cleaned.get("name", ""))
        cleaned["state"] = cleaned.get("state", "").upper()
        twins = Agency.objects.filter(normalized_name=normalized, state=cleaned["state"])
        if twin := twins.exclude(pk=self.instance.pk).first():
            self.add_error("name", ValidationError(f"“{twin}” is this agency in the same state."))
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


class AgencyViewSet(ModelViewSet):
    """Agencies."""

    model = Agency
    icon = "group"
    delete_view_class = AgencyDeleteView
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ("name", "get_agency_type_display", "city", "state")
    list_filter = ("agency_type", "state")
    search_fields = ("name", "ori", "city")

    def get_form_class(self, for_update: bool = False) -> type[AgencyForm]:  # noqa: ARG002, FBT001, FBT002 - Wagtail's own signature
        """Return the form that knows spellings."""
        return AgencyForm


class QuantityLimitIndexView(IndexView):
    """Limits with the titles they are for."""

    def get_base_queryset(self) -> QuerySet[QuantityLimit]:
        """Bring the titles along."""
        limits = QuantityLimit.objects.select_related("resource")
        return limits.order_by("scope", F("resource__title").asc(nulls_first=True))


class QuantityLimitViewSet(ModelViewSet):
    """Limits of one order."""

    model = QuantityLimit
    icon = "warning"
    index_view_class = QuantityLimitIndexView
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ("get_scope_display", "applies_to", "most", "window_days")
    list_filter = ("scope",)
    form_fields = ("scope", "resource", "most", "window_days", "shrinks_below_days")


class LimitExemptionForm(WagtailAdminModelForm):
    """An exemption; its types of organization are ticked."""

    agency_types = MultipleChoiceField(
        choices=AgencyType.choices,
        required=False,
        label="Types of organization",
        help_text="Tick none for all.",
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = LimitExemption
        fields = ("name", "agency_types", "resources", "starts_on", "ends_on")


class LimitExemptionViewSet(ModelViewSet):
    """Campaigns and organizations that limits do not hold for."""

    model = LimitExemption
    icon = "unlock"
    add_to_reference_index = False
    copy_view_enabled = False
    menu_label = "Limit exemptions"
    list_display = ("name", "starts_on", "ends_on")

    def get_form_class(self, for_update: bool = False) -> type[LimitExemptionForm]:  # noqa: ARG002, FBT001, FBT002 - Wagtail's own signature
        """Return the form with the boxes."""
        return LimitExemptionForm
