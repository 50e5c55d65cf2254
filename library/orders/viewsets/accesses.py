"""The log of who saw which address, for auditors to read."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from library.orders.enums import AccessPurpose
from library.orders.jobs import PERMISSION
from library.orders.models import AddressAccess
from library.orders.viewsets.anonymizing import AnonymizeView
from library.sheets import SafeExportMixin


class AddressAccessFilterSet(WagtailFilterSet):
    """By order, by who looked, what for, and when."""

    reference = django_filters.CharFilter(label="Order", method="of_order")
    actor = django_filters.ModelChoiceFilter(
        queryset=get_user_model().objects.order_by("username"), label="Who"
    )
    purpose = django_filters.MultipleChoiceFilter(choices=AccessPurpose.choices, label="What for")
    accessed_at = django_filters.DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)

    class Meta:
        model = AddressAccess
        fields: list[str] = []

    def of_order(
        self, rows: QuerySet[AddressAccess], _name: str, reference: str
    ) -> QuerySet[AddressAccess]:
        """Return who saw the address of one order, by its reference."""
        return rows.filter(references__contains=[reference.strip().upper()])


class AddressAccessIndexView(SafeExportMixin, IndexView):
    """Looks, the newest first."""

    def get_base_queryset(self) -> QuerySet[AddressAccess]:
        """Bring along who looked."""
        return AddressAccess.objects.select_related("actor")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add forgetting addresses for those who may."""
        buttons = list(super().header_more_buttons)
        if self.request.user.has_perm(PERMISSION):
            url = reverse("addressaccess:anonymize")
            buttons.append(Button("Anonymize recipients", url=url, icon_name="lock"))
        return buttons


class AddressAccessView(InspectView):
    """One look with every order it showed."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:  # noqa: ANN401
        """Return all references in one line."""
        if field_name == "references":
            return ", ".join(self.object.references)
        return super().get_field_display_value(field_name, field)


class AddressAccessViewSet(ModelViewSet):
    """Looks at addresses: nobody adds, edits or deletes one."""

    model = AddressAccess
    icon = "view"
    menu_label = "Address log"
    index_view_class = AddressAccessIndexView
    inspect_view_class = AddressAccessView
    inspect_view_enabled = True
    inspect_view_fields = ("accessed_at", "actor", "purpose", "page", "references")
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = (
        TitleColumn("summary", label="Orders", url_name="addressaccess:inspect"),
        Column("actor", label="Who"),
        Column("get_purpose_display", label="What for", sort_key="purpose"),
        Column("page", label="Page"),
        DateColumn("accessed_at", label="When", sort_key="accessed_at"),
    )
    list_export = ("accessed_at", "actor", "purpose", "page", "references")
    filterset_class = AddressAccessFilterSet
    is_searchable = False
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the pages that only show."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("anonymize/", AnonymizeView.as_view(), name="anonymize"),
        ]
