"""The demo's resources."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.text import slugify

from config.demo.files import captions_of, draw_document
from config.demo.tables import read_table
from library.catalog.enums import ContributorRole, FileRole, Format, Kind, Relation
from library.catalog.models import (
    Audience,
    Contribution,
    Language,
    LegacyAddress,
    Resource,
    ResourceFile,
    ResourceRelation,
    Series,
    Topic,
)

PUBLISHER = "Community Policing Resource Library"
AUTHORS = (
    "Adeyemi, Ruth", "Barros, Tomas", "Caldwell, June", "Dubois, Henri", "Eastman, Priya",
    "Fujita, Ken", "Grady, Maureen", "Hollis, Andre", "Ivers, Nadia", "Juarez, Elena",
    "Kimball, Scott", "Lowry, Beth", "Mbeki, Daniel", "Novak, Petra", "Okafor, Chidi",
    "Pruitt, Walter", "Quinn, Dana", "Reyes, Marisol", "Sandoval, Luis", "Thorne, Alice",
)  # fmt: skip
RUNS = frozenset({Kind.VIDEO, Kind.AUDIO})


class _Shelf:
    """What rows refer to by name, read once."""

    def __init__(self) -> None:
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.audiences = {audience.slug: audience for audience in Audience.objects.all()}
        self.languages = {language.code: language for language in Language.objects.all()}
        self.series = {series.slug: series for series in Series.objects.all()}


def load_resources(*, editor: AbstractBaseUser) -> Iterator[Resource]:
    """Create and publish each resource as the editor, yielding it; then state the relations."""
    shelf = _Shelf()
    made: dict[str, Resource] = {}
    rows = read_table("resources")
    for position, row in enumerate(rows):
        resource = _describe(row, shelf)
        resource.save()
        _classify(resource, row, shelf)
        _credit(resource, row, position)
        made[row["product_number"]] = resource
    _relate(rows, made)
    for resource in made.values():
        resource.save_revision(user=editor).publish(user=editor)
        yield resource


def _describe(row: dict[str, str], shelf: _Shelf) -> Resource:
    year, _, month = row["published"].partition("-")
    size, _, discs = row["extent"].partition("/")
    runs = row["kind"] in RUNS or row["format"] in {Format.DVD, Format.CD}
    return Resource(
        product_number=row["product_number"],
        title=row["title"],
        subtitle=row["subtitle"],
        slug=slugify(row["title"])[:120],
        abstract=row["abstract"],
        kind=row["kind"],
        format=row["format"],
        lifecycle=row["lifecycle"],
        primary_topic=shelf.topics[row["topics"].split()[0]],
        series=shelf.series.get(row["series"]),
        series_number=row["series_number"],
        edition=row["edition"],
        publisher=PUBLISHER,
        publication_place="Washington, DC",
        published_year=int(year),
        published_month=int(month) if month else None,
        pages=None if runs else int(size or 0) or None,
        running_minutes=(int(size or 0) or None) if runs else None,
        extent=_extent(row["format"], int(size or 0), int(discs or 1), runs=runs),
        live=False,
    )


def _extent(form: str, size: int, discs: int, *, runs: bool) -> str:
    if form in {Format.DVD, Format.CD}:
        carrier = "videodisc" if form == Format.DVD else "disc"
        count = f"{discs} {carrier}{'s' if discs > 1 else ''}"
        return f"{count} ({size} min.)" if size else count
    if not size:
        return ""
    return f"{size} min." if runs else f"{size} page{'s' if size > 1 else ''}"


def _classify(resource: Resource, row: dict[str, str], shelf: _Shelf) -> None:
    resource.topics.set([shelf.topics[slug] for slug in row["topics"].split()])
    resource.audiences.set([shelf.audiences[slug] for slug in row["audiences"].split()])
    resource.languages.set([shelf.languages[code] for code in row["languages"].split()])


def _credit(resource: Resource, row: dict[str, str], position: int) -> None:
    role = ContributorRole.PRODUCER if row["kind"] in RUNS else ContributorRole.AUTHOR
    names = {AUTHORS[position % 20], AUTHORS[(position * 7 + 3) % 20]}
    resource.contributions.set([Contribution(name=name, role=role) for name in sorted(names)])
    number = row["product_number"]
    resource.legacy_addresses.set(
        [LegacyAddress(path=f"/RIC/Publications/{number.lower()}-pub.pdf")]
        if row["file"] == "document"
        else []
    )
    if not row["file"]:
        return
    document = draw_document(
        number=number, title=row["title"], subtitle=row["subtitle"], abstract=row["abstract"]
    )
    file_role = FileRole.FULL_TEXT if row["file"] == "document" else FileRole.TRANSCRIPT
    files = [ResourceFile(document=document, role=file_role)]
    if captions := captions_of(number):
        files.append(ResourceFile(document=captions, role=FileRole.CAPTIONS))
    resource.files.set(files)


def _relate(rows: list[dict[str, str]], made: dict[str, Resource]) -> None:
    for row in rows:
        here = made[row["product_number"]]
        for statement in row["relations"].split():
            relation, _, number = statement.partition(":")
            there = made[number]
            if relation == "successor":  # told from the old title; the row stands at the new one
                there.relations.add(ResourceRelation(relation=Relation.SUPERSEDES, target=here))
            else:
                here.relations.add(ResourceRelation(relation=relation, target=there))
