"""What can be asked of resources."""

from typing import Self

from django.db import models
from django.db.models import Q

from library.catalog.enums import Scheme


class ResourceQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Resources by who may see them."""

    def public(self) -> Self:
        """Return what anyone may see: live, numbered, withdrawn tombstones included."""
        return self.filter(live=True, product_number__isnull=False)

    def numbered(self, scheme: Scheme | str, key: str) -> Self:
        """Return who has a number. A product number is a resource's own or an identifier."""
        held = Q(identifiers__scheme=scheme, identifiers__normalized=key)
        if scheme == Scheme.PRODUCT_NUMBER:
            held |= Q(product_key=key)
        return self.filter(held).distinct()
