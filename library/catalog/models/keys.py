"""Columns that follow from others of their row, filled on every save and every bulk insert."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.text import slugify

from library.catalog.enums import Scheme
from library.catalog.identifiers import normalize


class _Derived(models.CharField):  # type: ignore[type-arg]  # not at run time
    """A column filled from its own row; `bulk_create` fills it too, where `save` does not run."""

    plain = "django.db.models.CharField"

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Stand in migrations as the plain column that it is."""
        name, _, arguments, options = super().deconstruct()
        return name, self.plain, arguments, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:  # noqa: ARG002, FBT001  Django's signature
        """Derive the value from the row as it is about to be written."""
        value = self.derive(model_instance)
        setattr(model_instance, self.attname, value)
        return value

    def derive(self, row: Any) -> str | None:  # noqa: ANN401  any model with the columns it reads
        """Return the value that belongs to the row."""
        raise NotImplementedError


class IdentifierKeyField(_Derived):
    """The key of the row's own `value` under its own `scheme`."""

    def derive(self, row: Any) -> str:  # noqa: ANN401
        """Return the key, "" where the value holds no number."""
        return normalize(row.scheme, row.value)


class ProductKeyField(_Derived):
    """The key of the row's own `product_number`."""

    def derive(self, row: Any) -> str | None:  # noqa: ANN401
        """Return the key, null without a number, so that two drafts don't collide."""
        return normalize(Scheme.PRODUCT_NUMBER, row.product_number or "") or None


class TitleSlugField(_Derived, models.SlugField):  # type: ignore[type-arg]
    """The last part of the address: what was typed, else the title's words."""

    plain = "django.db.models.SlugField"

    def derive(self, row: Any) -> str:  # noqa: ANN401
        """Return the slug; one that is there stays when the title changes."""
        return row.slug or slugify(row.title)[: self.max_length].strip("-") or "untitled"
