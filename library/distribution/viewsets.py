"""The admin's screens of the baseline: rows are added and read, never changed."""

from django.contrib.auth.models import AbstractBaseUser
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from library.distribution.models import BaselineEntry


class AppendOnlyPolicy(ModelPermissionPolicy):
    """Lets nobody change or delete a row; the database would refuse it anyway."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        """Allow what adds or reads."""
        return action not in {"change", "delete"} and super().user_has_permission(user, action)


class BaselineEntryViewSet(ModelViewSet):
    """Copies distributed before this system. A correction is a new row, negative if need be."""

    model = BaselineEntry
    icon = "history"
    menu_label = "Distribution baseline"
    menu_order = 350
    add_to_admin_menu = True
    copy_view_enabled = False  # Wagtail's takes the form too, and changes the original
    inspect_view_enabled = True
    form_fields = ("source", "period", "fiscal_year", "copies")
    list_display = ("period", "fiscal_year", "copies", "source", "recorded_at")
    list_filter = ("fiscal_year",)
    search_fields = ("period", "source")
