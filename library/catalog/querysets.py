"""What can be asked of resources."""

from django.db import models


class ResourceQuerySet(models.QuerySet["models.Model"]):
    """Resources by who may see them."""

    def public(self) -> "ResourceQuerySet":
        """Return what anyone may see: live, numbered, withdrawn tombstones included."""
        return self.filter(live=True, product_number__isnull=False)
