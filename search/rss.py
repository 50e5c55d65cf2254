"""A feed for every results page: what was added last comes first."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from search.finder import find
from search.forms import Asked, address_of, clean, read_query
from search.labels import Labels, load_labels
from search.naming import name_of
from search.query import Sort
from search.results import Hit

ITEMS = 50
_LONGEST_TEXT = 500


class _Feed(Rss201rev2Feed):
    """A feed that stays the same until its items change; Django's tells the time when empty."""

    def latest_post_date(self) -> datetime:
        dates = (item["pubdate"] for item in self.items if item["pubdate"])
        return max(dates, default=datetime.fromtimestamp(0, UTC))


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    """Answer the question in the address with the newest titles; order and page are the feed's.

    A reader that asks again with the answer's ETag or date gets an empty 304.
    """
    labels = load_labels()
    asked = read_query(request.GET, labels)
    feed = _feed(asked, labels)
    for hit in find(replace(asked.query.subject, sort=Sort.ADDED, size=ITEMS)).hits:
        _add(feed, hit)
    return _answer(request, feed)


def _feed(asked: Asked, labels: Labels) -> _Feed:
    parameters = address_of(asked.query.subject)
    name = name_of(asked.query, labels)
    return _Feed(
        title=f"{settings.SITE_NAME}: {name}",
        link=_address(reverse("search:results"), parameters),
        description=" ".join((f"New titles: {name}.", *asked.notices)),
        language=settings.LANGUAGE_CODE,
        feed_url=_address(reverse("search:rss"), parameters),
    )


def _add(feed: _Feed, hit: Hit) -> None:
    title = ": ".join(filter(None, (hit.title, hit.subtitle)))
    feed.add_item(
        title=clean(title),  # a control character in a title would make no XML
        link=_address(hit.url),
        description=Truncator(clean(hit.abstract)).chars(_LONGEST_TEXT),
        pubdate=datetime.fromtimestamp(hit.added, UTC) if hit.added else None,
        unique_id=f"resource:{hit.id}",
        unique_id_is_permalink=False,
    )


def _address(path: str, parameters: str = "") -> str:
    """Return an absolute address; like those in mails it never comes from the Host header."""
    return settings.WAGTAILADMIN_BASE_URL + path + (f"?{parameters}" if parameters else "")


def _answer(request: HttpRequest, feed: _Feed) -> HttpResponse:
    body = feed.writeString("utf-8").encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed = feed.latest_post_date()
    response = HttpResponse(body, content_type=feed.content_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"  # to be kept, and asked about each time
    if changed.timestamp():
        response.headers["Last-Modified"] = changed.strftime("%a, %d %b %Y %H:%M:%S GMT")
    answer = get_conditional_response(
        request, etag=etag, last_modified=int(changed.timestamp()) or None, response=response
    )
    return answer or response
