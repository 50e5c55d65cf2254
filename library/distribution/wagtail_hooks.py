"""Distribution in the Wagtail admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from library.distribution.models import BaselineEntry
from library.distribution.viewsets import AppendOnlyPolicy, BaselineEntryViewSet

register_permission_policy(BaselineEntry, AppendOnlyPolicy(BaselineEntry))


@hooks.register("register_admin_viewset")
def baseline_viewset() -> BaselineEntryViewSet:
    """Bring the baseline's screens in."""
    return BaselineEntryViewSet("baseline")
