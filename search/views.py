"""The results page."""

from dataclasses import asdict, dataclass, replace
from html import unescape
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_POST, require_safe

from search import finder
from search.facets import chips, choices
from search.forms import Asked, address_of, clean, read_query
from search.labels import CLOSED, load_labels
from search.query import MAX_TEXT, MAX_WINDOW, FacetName, SearchQuery, Sort
from search.querylog.noting import UnknownClick, note_click, note_page
from search.replying import Reply, reply
from search.results import FoundPassage, Hit, Results
from search.telling import told
from search.vocabulary.folding import sort_key

SORTS = {
    Sort.RELEVANCE: "Best match",
    Sort.NEWEST: "Newest first",
    Sort.OLDEST: "Oldest first",
    Sort.TITLE: "Title, A to Z",
    Sort.ADDED: "Recently added",
}


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its values' labels; `title` and `snippet` are safe HTML where they are marked.

    `passages` are places inside it, each with its text as safe HTML.
    """

    hit: Hit
    title: str
    snippet: str
    kind: str
    format: str
    availability: str
    passages: tuple[tuple[FoundPassage, SafeString], ...]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what answers the question in the address."""
    labels = load_labels()
    asked = read_query(request.GET, labels)
    answer = reply(asked.query)
    if answer.own and _leads_straight(asked.query):
        _noted(request, asked.query, answer, is_opened=True)
        return redirect(f"{answer.own.url}?{urlencode({'from': asked.query.text})}")
    found, query = answer.results, replace(answer.question.query, text=asked.query.text)
    telling = told(asked.query, answer, labels)
    context = _page(replace(asked, query=query), found) | {
        "told": telling,
        "answered": telling.shown if telling else asked.query.text,
        "neighbors": answer.neighbors,
        "is_number": bool(answer.question.reading.numbers),
        "facets": choices(found.facets, query, labels),
        "chips": chips(query, labels),
        "click_token": _noted(request, asked.query, answer),
        "topics": [
            (slug, label)
            for slug, label in labels.names[FacetName.TOPIC].items()
            if slug not in labels.broader
        ]
        if not found.total
        else [],
    }
    return render(request, "search/results.html", context)


@require_safe
@conditional_page
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> HttpResponse:
    """Return what the text in `q` may become, as JSON, for the box that is typed into."""
    text = clean((request.GET.get("q") or "")[: MAX_TEXT * 2])[:MAX_TEXT]
    found = [asdict(suggestion) for suggestion in finder.suggest(text)]
    return JsonResponse({"query": text, "suggestions": found})


@csrf_exempt  # the token is signed, and all it can do is to say which hit was opened
@require_POST
def clicked(request: HttpRequest) -> HttpResponse:
    """Note which hit of a results page was opened; the page's script sends it on the way out."""
    try:
        note_click(request.POST.get("token", ""), request.POST.get("rank", ""))
    except UnknownClick as problem:
        return HttpResponseBadRequest(str(problem), content_type="text/plain")
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _noted(
    request: HttpRequest, query: SearchQuery, answer: Reply, *, is_opened: bool = False
) -> str:
    return note_page(
        request,
        query,
        answer.results,
        is_corrected=bool(answer.question.corrected),
        is_relaxed=bool(answer.steps),
        is_opened=is_opened,
    )


def _leads_straight(query: SearchQuery) -> bool:
    """Tell whether a number may lead past its results: not where they were asked for."""
    return query.page == 1 and not query.filters and not query.exact


def _page(asked: Asked, found: Results) -> dict[str, Any]:
    query = asked.query
    reachable = min(found.total, MAX_WINDOW - MAX_WINDOW % query.size)
    page_count = -(-reachable // query.size)
    return {
        "query": query,
        "notices": asked.notices,
        "results": found,
        "hits": [_shown(hit) for hit in found.hits],
        "first": query.offset + 1,
        "last": query.offset + len(found.hits),
        "page_number": query.page,
        "page_count": page_count,
        "last_page_address": address_of(query, page=page_count),
        "subject_address": address_of(query.subject),
        "unfiltered_address": address_of(_unfiltered(query)),
        "sorts": [(str(sort), label) for sort, label in SORTS.items()],
    }


def _unfiltered(query: SearchQuery) -> SearchQuery:
    return SearchQuery(text=query.text, sort=query.sort, size=query.size)


def _shown(hit: Hit) -> ShownHit:
    title = hit.highlights.get("title", ())
    snippet = hit.highlights.get("abstract", ())
    return ShownHit(
        hit=hit,
        title=SafeString(title[0]) if title else hit.title,
        snippet=SafeString(" … ".join(snippet)) if snippet else "",
        kind=CLOSED[FacetName.KIND].get(hit.kind, ""),
        format=CLOSED[FacetName.FORMAT].get(hit.format, ""),
        availability=CLOSED[FacetName.AVAILABILITY].get(hit.availability, ""),
        passages=tuple(
            (passage, SafeString(passage.text))
            for passage in hit.passages
            if _says_more(passage, hit)
        ),
    )


def _says_more(passage: FoundPassage, hit: Hit) -> bool:
    """Tell whether a passage has any word that the hit's description has not."""
    described = sort_key(f"{hit.title} {hit.subtitle} {hit.abstract}").split()
    said = sort_key(unescape(strip_tags(passage.text))).split()
    return not set(said) <= set(described)
