"""Resources as lists and pages need them."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import JSONObject
from wagtail.models import Revision, WorkflowState

from library.catalog.enums import Scheme
from library.catalog.identifiers import candidates, normalize
from library.catalog.models import (
    Audience,
    Contribution,
    Identifier,
    Language,
    LegacyAddress,
    Resource,
    ResourceFile,
    ResourceRelation,
    SubjectHeading,
    Topic,
)
from media.models import LibraryDocument

_OTHER = ("id", "product_number", "slug", "title", "kind", "format", "lifecycle", "live")
_LONGEST_PATH = 500


def resources_for_list() -> QuerySet[Resource]:
    """Return all resources with what a list of the admin shows of each, its status included."""
    scheduled = Revision.objects.filter(approved_go_live_at__isnull=False)
    reviews = WorkflowState.objects.active().select_related("current_task_state__task")
    resources: QuerySet[Resource] = Resource.objects.select_related(
        "primary_topic", "series", "latest_revision"
    )
    return resources.prefetch_related(
        Prefetch("revisions", queryset=scheduled, to_attr="_scheduled"),
        # Wagtail's own name: its mixin looks here before it asks for each row.
        Prefetch("workflow_states", queryset=reviews, to_attr="_current_workflow_states"),
    )


def resources_matching(*, text: str) -> QuerySet[Resource]:
    """Return the resources that staff may mean by what they typed, drafts included.

    Every word is in the title or the subtitle, or the text is a part of a number as it is written
    there, or is a whole number in any writing of it. No row comes twice.
    """
    worded = Q()
    for word in text.split():
        worded &= Q(title__icontains=word) | Q(subtitle__icontains=word)
    written = Q(value__icontains=text)
    keys = Q(product_number__icontains=text)
    for scheme, key in candidates(text):
        written |= Q(scheme=scheme, normalized=key)
        if scheme == Scheme.PRODUCT_NUMBER:
            keys |= Q(product_key=key)
    held = Identifier.objects.filter(written).values("resource_id")
    return Resource.objects.filter(worded | keys | Q(pk__in=held))


def unfinished_counts() -> dict[str, int]:
    """Return how many resources are not public (`drafts`) or changed since (`changed`).

    One statement.
    """
    counts: dict[str, int] = Resource.objects.aggregate(
        drafts=Count("pk", filter=Q(live=False)),
        changed=Count("pk", filter=Q(live=True, has_unpublished_changes=True)),
    )
    return counts


def worked_on_by(*, user: AbstractBaseUser, most: int = 5) -> list[Resource]:
    """Return the resources whose latest version the user saved, the last one first.

    `latest_revision.object_str` is the title as it was saved. Three statements.
    """
    saved = resources_for_list().filter(latest_revision__user=user)
    return list(saved.order_by("-latest_revision__created_at")[:most])


def public_resource(*, number: str) -> Resource | None:
    """Return the public resource of a product number, however it is written, with all its rows.

    One statement: what belongs to the resource comes as arrays beside it and is laid into the
    resource's own relations, where a page and a preview find it alike.
    """
    key = normalize(Scheme.PRODUCT_NUMBER, number)
    resource: Resource | None = (
        Resource.objects.public()
        .filter(product_key=key)
        .select_related("primary_topic", "series", "cover")
        .annotate(**{f"_{name}": rows for name, rows in _arrays().items()})
        .first()
    )
    if resource is not None:
        _lay_in(resource)
    return resource


def relations_to(resource: Resource) -> list[ResourceRelation]:
    """Return what other public resources state about this one."""
    if hasattr(resource, "_inverse"):
        return [
            ResourceRelation(relation=row["relation"], resource=_other(row), target=resource)
            for row in resource._inverse  # noqa: SLF001  annotated by public_resource
        ]
    if resource.pk is None:
        return []
    public = Resource.objects.public()
    rows = ResourceRelation.objects.filter(target=resource, resource__in=public)
    return list(rows.select_related("resource"))


def legacy_resource(*, path: str, query: str = "") -> Resource | None:
    """Return the public resource that a path of the old site leads to.

    A path that was recorded wins; a publication's file is known by the product number in its name.
    """
    addresses = [address for address in (f"{path}?{query}", path) if len(address) <= _LONGEST_PATH]
    public = Resource.objects.public()
    for address in addresses if query else addresses[1:]:
        recorded = LegacyAddress.objects.filter(path__iexact=address)
        found: Resource | None = public.filter(pk__in=recorded.values("resource_id")).first()
        if found:
            return found
    if not path.lower().startswith("/ric/publications/"):
        return None
    named: Resource | None = public.filter(
        product_key=normalize(Scheme.PRODUCT_NUMBER, path)
    ).first()
    return named


def number_at(*, address: str) -> str | None:
    """Return the product number of the public resource that is, or has a file, at an address.

    Addresses of the old site count, and those of files elsewhere, a PURL for one; whether they
    begin with http or https, or are written without it, says nothing. At most three statements.
    """
    try:
        url = urlsplit(address if "//" in address or address.startswith("/") else f"//{address}")
    except ValueError:  # brackets that never close
        return None
    if url.path.strip("/") and (found := legacy_resource(path=url.path, query=url.query)):
        return found.product_number
    if not url.netloc:
        return None
    place = f"//{url.netloc}{url.path}".rstrip("/") + (f"?{url.query}" if url.query else "")
    written = [f"{scheme}:{place}{end}" for scheme in ("https", "http") for end in ("", "/")]
    held = ResourceFile.objects.filter(url__in=written)
    public = Resource.objects.public().filter(pk__in=held.values("resource_id"))
    return public.order_by("pk").values_list("product_number", flat=True).first()


def _arrays() -> dict[str, ArraySubquery]:
    mine = OuterRef("pk")
    public = Resource.objects.public()
    relations = ResourceRelation.objects.order_by("sort_order", "pk")
    return {
        "identifiers": _rows(Identifier.objects.filter(resource=mine), "scheme", "value"),
        "contributions": _rows(Contribution.objects.filter(resource=mine), "name", "role"),
        "subjects": _rows(SubjectHeading.objects.filter(resource=mine), "heading", "source"),
        "files": _rows(
            ResourceFile.objects.filter(resource=mine),
            *("role", "label", "url", "document_id"),
            *("document__title", "document__file", "document__file_size"),
        ),
        "audiences": _named(Audience.objects.filter(resources=mine), "name", "slug"),
        "languages": _named(Language.objects.filter(resources=mine), "name", "code"),
        "topics": _named(Topic.objects.filter(resources=mine), "name", "slug", "parent_id"),
        "relations": _joined(relations.filter(resource=mine, target__in=public), "target"),
        "inverse": _joined(relations.filter(target=mine, resource__in=public), "resource"),
    }


def _rows(rows: QuerySet[Any], *columns: str) -> ArraySubquery:
    return _array(rows.order_by("sort_order", "pk"), {column: column for column in columns})


def _named(rows: QuerySet[Any], *columns: str) -> ArraySubquery:
    return _array(rows.order_by("name"), {column: column for column in ("id", *columns)})


def _joined(rows: QuerySet[Any], side: str) -> ArraySubquery:
    return _array(rows, {"relation": "relation"} | {name: f"{side}__{name}" for name in _OTHER})


def _array(rows: QuerySet[Any], columns: dict[str, str]) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def _lay_in(resource: Resource) -> None:
    arrays: dict[str, list[dict[str, Any]]] = {
        name: getattr(resource, f"_{name}") for name in _arrays()
    }
    resource.identifiers.set(Identifier(**row) for row in arrays["identifiers"])
    resource.contributions.set(Contribution(**row) for row in arrays["contributions"])
    resource.subjects.set(SubjectHeading(**row) for row in arrays["subjects"])
    resource.files.set(_file(row) for row in arrays["files"])
    resource.relations.set(
        ResourceRelation(relation=row["relation"], target=_other(row))
        for row in arrays["relations"]
    )
    resource.audiences.set(Audience(**row) for row in arrays["audiences"])
    resource.languages.set(Language(**row) for row in arrays["languages"])
    resource.topics.set(Topic(**row) for row in arrays["topics"])


def _file(row: dict[str, Any]) -> ResourceFile:
    document = {name: row.pop(f"document__{name}") for name in ("title", "file", "file_size")}
    key = row.pop("document_id")
    # Without a collection of its own the model would look up the root one.
    stored = LibraryDocument(pk=key, collection_id=None, **document) if key else None
    return ResourceFile(**row, document=stored)


def _other(row: dict[str, Any]) -> Resource:
    return Resource(**{name: row[name] for name in _OTHER})
