"""What a beginning may become: numbers, topics, titles and people, all of them public."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.http import urlencode

from library.catalog.enums import Kind, Scheme
from library.catalog.selectors import topics_beginning
from search.embedded.starts import MAX_KEY, PERSON, TITLE, WORD
from search.embedded.suggesting import Beginning, completions, titles_with
from search.results import Suggestion
from search.vocabulary.folding import sort_key
from search.vocabulary.numbers import beginnings_of_number

SHORTEST = 2  # letters
MAX_SUGGESTIONS = 10
_NUMBERS, _TOPICS, _TITLES, _PEOPLE = 4, 3, 6, 2
_SCHEMES = {str(scheme) for scheme in Scheme}


def suggestions(text: str) -> tuple[Suggestion, ...]:
    """Return what a text begins, in at most three statements; () while it says too little."""
    key = sort_key(text)[:MAX_KEY]
    if len(key) < SHORTEST:
        return ()
    wanted = [(scheme, start, _NUMBERS) for scheme, start in beginnings_of_number(text)]
    wanted += [(TITLE, key, _TITLES), (WORD, key, _TITLES), (PERSON, key, _PEOPLE * 2)]
    found = completions(wanted)
    titles = [one for one in found if one.kind in {TITLE, WORD}]
    if len(titles) < _TITLES and (" " in key or not titles):
        titles += titles_with(key.split(), limit=_TITLES)
    every = (
        *_few(map(_number, (one for one in found if one.kind in _SCHEMES)), _NUMBERS),
        *(_topic(name, slug) for name, slug in topics_beginning(text=key, limit=_TOPICS)),
        *_few(map(_title, titles), _TITLES),
        *_few(map(_person, (one for one in found if one.kind == PERSON)), _PEOPLE),
    )
    return every[:MAX_SUGGESTIONS]


def _few(every: Iterable[Suggestion], limit: int) -> list[Suggestion]:
    """Return the first ones, none of which reads like another."""
    first: dict[str, Suggestion] = {}
    for one in every:
        first.setdefault(sort_key(one.label), one)
    return list(first.values())[:limit]


def _number(found: Beginning) -> Suggestion:
    return Suggestion("number", found.label, found.title, found.url)


def _title(found: Beginning) -> Suggestion:
    kinds = {kind.value: kind.label for kind in Kind}
    detail = (found.product_number, kinds.get(found.resource_kind, ""), found.year)
    return Suggestion("title", found.title, ", ".join(filter(None, detail)), found.url)


def _topic(name: str, slug: str) -> Suggestion:
    return Suggestion("topic", name, "", reverse("catalog:topic", args=(slug,)))


def _person(found: Beginning) -> Suggestion:
    said = found.label.replace('"', " ")
    address = f"{reverse('search:results')}?{urlencode({'q': f'"{said}"'})}"
    return Suggestion("person", found.label, "", address)
