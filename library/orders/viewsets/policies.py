"""Who may do what with orders in the admin: nobody types, edits or deletes one."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy

_NEVER = frozenset({"add", "change", "delete"})


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Orders change by services alone, also for those whom every permission is given."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        """Refuse what only services may do."""
        return action not in _NEVER and bool(super().user_has_permission(user, action))
