"""Search for machines: GET /api/v1/search."""

from dataclasses import asdict
from typing import Annotated

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import Field, Query, Router, Schema
from pydantic import WithJsonSchema

from search.facets import FacetChoice, Option, choices
from search.forms import DEFAULT_SIZE, Asked, read_query
from search.labels import load_labels
from search.query import MAX_SIZE, MAX_TEXT, Sort
from search.relaxing import GivenUp
from search.replying import Reply, reply
from search.results import Hit

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
    exact: str = Field("", description="Anything: correct nothing and give nothing up.")
    size: Annotated[str, _integer(DEFAULT_SIZE, MAX_SIZE)] = Field(
        str(DEFAULT_SIZE), description="Hits on a page."
    )


class IdentifierOut(Schema):
    """A number and its scheme; `control_number` is the 001 of an imported record."""

    scheme: str
    value: str


class PassageOut(Schema):
    """A page or a time inside a resource's files that has all the words."""

    label: str = Field(description="Such as “page 37” or “12:40”.")
    url: str = Field(description="The complete address, with #page= or #t= (seconds).")
    text: str = Field(description="Escaped HTML in which only <mark> is markup.")


class HitOut(Schema):
    """One resource found."""

    product_number: str
    title: str
    subtitle: str
    url: str = Field(description="The address of its page, complete.")
    score: float
    highlights: dict[str, list[str]] = Field(
        description="Of title and abstract: escaped HTML in which only <mark> is markup."
    )
    identifiers: list[IdentifierOut]
    abstract: str
    kind: str
    format: str
    year: int | None
    availability: str
    topics: list[str]
    contributors: list[str]
    passages: list[PassageOut] = Field(description="At most three, the best first.")


class BucketOut(Schema):
    """One value of a facet."""

    value: str
    label: str
    count: int
    selected: bool


class CorrectionOut(Schema):
    """A word the library does not know, and the one that was read in its place."""

    typed: str
    read: str


class StepOut(Schema):
    """Something given up because nothing answered the question as it was put."""

    given_up: Annotated[str, WithJsonSchema({"type": "string", "enum": [*map(str, GivenUp)]})]
    facet: str | None = Field(description="The facet, where a filter was given up.")
    values: list[str]


class NeighborOut(Schema):
    """A resource numbered nearly as was asked: no answer, but perhaps what was meant."""

    number: str
    title: str
    product_number: str
    url: str = Field(description="The address of its page, complete.")


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
    own: str | None = Field(
        description="The address of the one resource that has the number asked for, or null."
    )
    corrected: list[CorrectionOut] = Field(description="Misspelled words; exact=1 keeps them.")
    relaxed: list[StepOut] = Field(
        description="What the hits do not fulfil, where nothing fulfils all; exact=1 keeps it."
    )
    neighbors: list[NeighborOut] = Field(
        description="Where nothing has the number asked for: resources with a number near it."
    )


@router.get("/search", response=SearchOut, summary="Search the library")
def search(request: HttpRequest, params: Query[SearchParams]) -> SearchOut:
    """Return the resources that answer a text, narrowed by facets.

    Values of one parameter are alternatives, different parameters are conditions.
    """
    labels = load_labels()
    asked = read_query(_values(params), labels)
    answer = reply(asked.query)
    facets = choices(answer.results.facets, answer.question.query, labels)
    return _answer(request, asked, answer, facets)


def _values(params: SearchParams) -> MultiValueDict[str, str]:
    given = params.dict()
    return MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    )


def _answer(
    request: HttpRequest, asked: Asked, answer: Reply, facets: list[FacetChoice]
) -> SearchOut:
    found = answer.results
    return SearchOut(
        total=found.total,
        hits=[_hit(request, hit) for hit in found.hits],
        facets={facet.name: [_bucket(o) for o in facet.options] for facet in facets},
        engine=found.engine,
        degraded=found.degraded,
        page=asked.query.page,
        size=asked.query.size,
        notices=list(asked.notices),
        own=request.build_absolute_uri(answer.own.url) if answer.own else None,
        corrected=[CorrectionOut(typed=t, read=r) for t, r in answer.question.corrected],
        relaxed=[
            StepOut(given_up=str(s.given_up), facet=s.facet, values=list(s.values))
            for s in answer.steps
        ],
        neighbors=[
            NeighborOut(**asdict(near) | {"url": request.build_absolute_uri(near.url)})
            for near in answer.neighbors
        ],
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
        passages=[
            PassageOut(label=p.label, url=request.build_absolute_uri(p.url), text=p.text)
            for p in hit.passages
        ],
    )
