"""Making two entries of the agency directory one, whatever in the library refers to them."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, transaction
from django.db.models import ForeignObjectRel, Model, QuerySet
from wagtail.log_actions import log

from library.orders.models import Agency, AgencyAlias

MERGED = "orders.agency_merged"

type Column = tuple[type[Model], str]


class Unmergeable(Exception):
    """Two agencies cannot be made one. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of one table that name an agency in one of its columns."""

    model: type[Model]
    field: str
    count: int

    @property
    def name(self) -> str:
        """What the rows are, for people."""
        options = self.model._meta  # noqa: SLF001 - Django documents it
        return str(options.verbose_name if self.count == 1 else options.verbose_name_plural)


def references_to(*, agency: Agency) -> list[Reference]:
    """Return the tables that have rows of an agency, with their number: what a merge would move.

    They are read from the models: many-to-many tables and relations without a name back too.
    """
    counted = [
        Reference(model, field, _rows(model, field, agency).count()) for model, field in _columns()
    ]
    return [reference for reference in counted if reference.count]


@transaction.atomic
def merge_agencies(*, kept_id: int, other_id: int, actor: AbstractBaseUser) -> Agency:
    """Move whatever names the other agency to the one that is kept, and delete the other.

    Its name leads to the kept one from now on; so do its aliases. The kept one takes over an ORI,
    a city and being listed where it lacks them. Orders placed meanwhile wait.

    Raises:
        Unmergeable: it is one agency, one is gone, both have an ORI, or a table would not have it.
    """
    kept, other = _locked(kept_id, other_id)
    moved = {}
    for column in _columns():
        if count := _move(column, kept, other):
            moved[column[0]._meta.label_lower] = count  # noqa: SLF001
    name, ori, city, is_listed = other.name, other.ori, other.city, other.is_listed
    key, state = other.normalized_name, other.state
    other.delete()
    kept.ori, kept.city = kept.ori or ori, kept.city or city
    kept.is_listed = kept.is_listed or is_listed
    kept.save()
    if (key, state) != (kept.normalized_name, kept.state):
        AgencyAlias.objects.get_or_create(
            normalized_name=key, state=state, defaults={"agency": kept, "name": name}
        )
    data = {"other": {"id": other_id, "name": name, "state": state, "ori": ori}, "moved": moved}
    log(instance=kept, action=MERGED, user=actor, data=data)
    return kept


def check_mergeable(*, kept: Agency, other: Agency) -> None:
    """Say whether two agencies could be made one.

    Raises:
        Unmergeable: it is one agency, or both have an ORI.
    """
    if kept == other:
        raise Unmergeable("This is one agency. Choose another one to merge it with.")
    if kept.ori and other.ori:
        raise Unmergeable(
            f"Both have an ORI, {kept.ori} and {other.ori}: the FBI knows them as two agencies."
            " If one is wrong, delete it from its agency first."
        )


def _locked(kept_id: int, other_id: int) -> tuple[Agency, Agency]:
    ids = {kept_id, other_id}
    # In the order of keys: two merges cannot wait for each other.
    rows = Agency.objects.select_for_update().filter(pk__in=ids).order_by("pk").in_bulk()
    if len(rows) < len(ids):
        raise Unmergeable("One of the two agencies is gone: somebody merged or deleted it.")
    kept, other = rows[kept_id], rows[other_id]
    check_mergeable(kept=kept, other=other)
    return kept, other


def _columns() -> list[Column]:
    """Return every column that refers to an agency, as the models declare them."""
    relations = Agency._meta.get_fields(include_hidden=True)  # noqa: SLF001 - Django documents it
    found = [
        (relation.related_model, relation.field.name)
        for relation in relations
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many
    ]
    return sorted(found, key=str)


def _rows(model: type[Model], field: str, agency: Agency) -> QuerySet[Model]:
    return model._base_manager.filter(**{field: agency})  # noqa: SLF001


def _move(column: Column, kept: Agency, other: Agency) -> int:
    """Let rows name the kept agency and return their number; a link that both have stays once.

    Raises:
        Unmergeable: the table allows only one row of an agency, or no change.
    """
    model, field = column
    rows = _rows(model, field, other)
    if model._meta.auto_created:  # noqa: SLF001 - a table of links
        (far,) = [each for each in model._meta.fields if each.is_relation and each.name != field]  # noqa: SLF001
        linked = _rows(model, field, kept).values(far.attname)
        rows.filter(**{f"{far.attname}__in": linked}).delete()
    try:
        with transaction.atomic():
            return rows.update(**{field: kept})
    except DatabaseError as refusal:
        names = model._meta.verbose_name_plural  # noqa: SLF001
        raise Unmergeable(
            f"The {names} of {other} cannot be moved: {kept} has its own, or they cannot change."
        ) from refusal
