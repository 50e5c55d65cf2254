"""Quantity limits and what they do not hold for, which staff keep."""

from django.db.models import F, QuerySet
from django.forms import CheckboxSelectMultiple, MultipleChoiceField
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from library.orders.enums import AgencyType
from library.orders.models import LimitExemption, QuantityLimit


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
    list_display = (
        Column("get_scope_display", label="Scope", sort_key="scope"),
        "applies_to",
        "most",
        "window_days",
    )
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
