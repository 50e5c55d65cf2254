"""What must hold before a resource goes to the public, and before a row is deleted."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import router
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector

from library.catalog.models import Resource, Topic

_DEMANDS = {
    "product_number": "Give the product number. Readers order and cite by it.",
    "title": "Give the title.",
    "kind": "Choose what this is: a guide, a report, a video …",
    "format": "Choose what carries it: print, DVD, a download …",
    "topics": "Choose at least one topic.",
    "primary_topic": "Choose the topic under which readers find it first.",
    "languages": "Choose at least one language.",
    "published_year": "Give the year of publication.",
    "abstract": "Write an abstract: what it is about and whom it helps.",
}
_INSTEAD = "Set its lifecycle to Withdrawn instead: its page stays and says so."


class NotPublishable(Exception):
    """A resource lacks what publishing asks for; `demands` says what, by field."""

    def __init__(self, resource: Resource, demands: Mapping[str, str]) -> None:
        super().__init__(" ".join(demands.values()))
        self.resource = resource
        self.demands = demands


class StillNeeded(Exception):
    """A row cannot be deleted; `holders` counts the records that rest on it, by kind."""

    def __init__(self, row: Model, holders: Mapping[str, int]) -> None:
        counted = ", ".join(f"{count} {name}" for name, count in holders.items())
        reason = f"“{row}” cannot be deleted, because other records rest on it ({counted})."
        super().__init__(f"{reason} {_INSTEAD}" if isinstance(row, Resource) else reason)
        self.row = row
        self.holders = holders


def unmet_demands(*, values: Mapping[str, object]) -> dict[str, str]:
    """Return what publishing still asks for, by field. Drafts are held to none of it.

    Args:
        values: the fields of a form or of a resource; topics and languages as collections.
    """
    return {field: demand for field, demand in _DEMANDS.items() if _is_empty(values.get(field))}


def check_publishable(*, resource: Resource) -> None:
    """Raise NotPublishable if the resource, as it stands in memory, lacks something."""
    values = {field: getattr(resource, field) for field in _DEMANDS}
    values |= {field: list(values[field].all()) for field in ("topics", "languages")}
    demands = unmet_demands(values=values)
    if demands:
        raise NotPublishable(resource, demands)


def check_deletable(*, rows: Iterable[Model]) -> None:
    """Raise StillNeeded for the first row that stock, orders or anything else protects."""
    for row in rows:
        collector = Collector(using=router.db_for_write(type(row)), origin=row)
        try:
            collector.collect([row])
        except ProtectedError as refusal:
            found = Counter(holder._meta for holder in refusal.protected_objects)  # noqa: SLF001
            holders = {
                str(kind.verbose_name if count == 1 else kind.verbose_name_plural): count
                for kind, count in found.items()
            }
            raise StillNeeded(row, holders) from refusal


def lock_thesaurus() -> None:
    """Make others who move topics wait for the end of this transaction.

    Two topics that are put below each other at the same time would each look allowed.
    """
    list(Topic.objects.select_for_update().order_by("pk").values_list("pk"))


def _is_empty(value: object) -> bool:
    return not (value.strip() if isinstance(value, str) else value)
