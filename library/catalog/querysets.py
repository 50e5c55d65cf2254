"""What can be asked of resources."""

from typing import Self

from django.db import models


class ResourceQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Resources by who may see them."""

    def public(self) -> Self:
        """Return what anyone may see: live, numbered, withdrawn tombstones included."""
        return self.filter(live=True, product_number__isnull=False)
