"""Search for machines: GET /api/v1/search."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import Field, Query, Router, Schema
from pydantic import WithJsonSchema

from search.facets import FacetChoice, Option, choices
from search.finder import find
from search.forms import DEFAULT_SIZE, Asked, read_query
from search.labels import load_labels
from search.query import MAX_SIZE, MAX_TEXT, Sort
from search.results import Hit, Results

router = Router(tags=["search"])


def _integer(default: int, highest: int | None = None) -> WithJsonSchema:
    """Describe a number that is read as text, because a bad one is answered, not refused."""
    schema: dict[str, object] = {"type": "integer", "minimum": 1, "default": default}
    return WithJsonSchema(schema | ({"maximum": highest} if highest else {}))


class SearchParams(Schema):
    """What can be asked. Values that cannot be used are left out or brought into range."""

    q: str = Field("", description=f"Words, “phrases”, -words or a number; {MAX_TEXT} characters.")
    topic: list[str] = Field([], description="Slug of a topic; narrower topics are included.")
    kind: list[str] = Field([], description="What the resource is, such as guide or video.")
    format: list[str] = Field([], description="What carries it, such as print or dvd.")
    audience: list[str] = Field([], description="Slug of an audience.")
    language: list[str] = Field([], description="MARC code of a language, such as eng or spa.")
    year: list[str] = Field([], description="Year of publication, four digits.")
    availability: list[str] = Field([], description="Such as available, back_order or download.")
    sort: Annotated[str, WithJsonSchema({"type": "string", "enum": [*map(str, Sort)]})] = Field(
        str(Sort.RELEVANCE), description="The order of hits."
    )
    page: Annotated[str, _integer(1)] = Field("1", description="Counts from 1.")
    size: Annotated[str, _integer(DEFAULT_SIZE, MAX_SIZE)] = Field(
        str(DEFAULT_SIZE), description="Hits on a page."
    )


class IdentifierOut(Schema):
    """A number and its scheme; `control_number` is the 001 of an imported record."""

    scheme: str
    value: str


class HitOut(Schema):
    """One resource found."""

    product_number: str
    title: str
    subtitle: str
    url: str = Field(description="The address of its page, complete.")
    score: float
    highlights: dict[str, list[str]] = Field(
        description="By field: escaped HTML in which only <mark> is markup."
    )
    identifiers: list[IdentifierOut]
    abstract: str
    kind: str
    format: str
    year: int | None
    availability: str
    topics: list[str]
    contributors: list[str]


class BucketOut(Schema):
    """One value of a facet."""

    value: str
    label: str
    count: int
    selected: bool


class SearchOut(Schema):
    """One page of hits."""

    total: int
    hits: list[HitOut]
    facets: dict[str, list[BucketOut]] = Field(
        description="Counted under every filter but the facet's own."
    )
    engine: str = Field(description="Which engine answered: elasticsearch or postgresql.")
    degraded: bool = Field(description="Whether another engine should have answered.")
    page: int
    size: int
    notices: list[str] = Field(description="What had to be changed about the question.")


@router.get("/search", response=SearchOut, summary="Search the library")
def search(request: HttpRequest, params: Query[SearchParams]) -> SearchOut:
    """Return the resources that answer a text, narrowed by facets.

    Values of one parameter are alternatives, different parameters are conditions.
    """
    labels = load_labels()
    asked = read_query(_values(params), labels)
    found = find(asked.query)
    facets = choices(found.facets, asked.query, labels)
    return _answer(request, asked, found, facets)


def _values(params: SearchParams) -> MultiValueDict[str, str]:
    given = params.dict()
    return MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    )


def _answer(
    request: HttpRequest, asked: Asked, found: Results, facets: list[FacetChoice]
) -> SearchOut:
    return SearchOut(
        total=found.total,
        hits=[_hit(request, hit) for hit in found.hits],
        facets={facet.name: [_bucket(o) for o in facet.options] for facet in facets},
        engine=found.engine,
        degraded=found.degraded,
        page=asked.query.page,
        size=asked.query.size,
        notices=list(asked.notices),
    )


def _bucket(option: Option) -> BucketOut:
    return BucketOut(
        value=option.value, label=option.label, count=option.count, selected=option.is_selected
    )


def _hit(request: HttpRequest, hit: Hit) -> HitOut:
    return HitOut(
        product_number=hit.product_number,
        title=hit.title,
        subtitle=hit.subtitle,
        url=request.build_absolute_uri(hit.url),
        score=hit.score,
        highlights={name: list(texts) for name, texts in hit.highlights.items()},
        identifiers=[IdentifierOut(scheme=i.scheme, value=i.value) for i in hit.identifiers],
        abstract=hit.abstract,
        kind=hit.kind,
        format=hit.format,
        year=hit.year,
        availability=hit.availability,
        topics=list(hit.topics),
        contributors=list(hit.contributors),
    )
