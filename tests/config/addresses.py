"""Every address of the admin, with something to fill in where it takes a key or a name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

NOT_FOUND = 404
# A number that no row has, so that whoever gets past the door finds nothing to change.
_NOBODY = 987654321
_SAMPLES = {
    "verb": "receive",
    "kind": "placed",
    "action": "publish",
    "action_name": "approve",
    "app_label": "catalog",
    "app_name": "catalog",
    "model_name": "topic",
    "content_type_app_name": "pages",
    "content_type_model_name": "standardpage",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "uidb64": "none",
    "token": "none",
}


# Wagtail's pages for what is not there have no names. Another one without a name is an error here.
_NAMELESS = {"test404/": "/admin/test404/", "^.*/$": "/admin/no/such/page/"}


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the admin: the name it is known by, and a sample."""

    name: str
    path: str


type Samples = Mapping[str, Mapping[str, object]]


def addresses(samples: Samples) -> list[Address]:
    """Return every address under /admin/; one without a name is called as it is written.

    `samples` fills in the addresses of a namespace with rows that are there.
    """
    (admin,) = (
        part
        for part in get_resolver().url_patterns
        if isinstance(part, URLResolver) and str(part.pattern) == "admin/"
    )
    return list(_walk(admin, (), {}, samples))


def _walk(
    resolver: URLResolver, spaces: tuple[str, ...], taken: dict[str, object], samples: Samples
) -> Iterator[Address]:
    spaces = (*spaces, resolver.namespace) if resolver.namespace else spaces
    taken = taken | _samples(resolver)
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            yield from _walk(part, spaces, taken, samples)
        elif not part.name:
            written = str(part.pattern)
            yield Address(written, _NAMELESS[written])
        else:
            needed = taken | _samples(part)
            known = samples.get(spaces[0] if spaces else "", {})
            filled = needed | {name: known[name] for name in needed.keys() & known.keys()}
            yield _address(":".join((*spaces, part.name)), filled)


def _address(name: str, values: dict[str, object]) -> Address:
    try:
        return Address(name, reverse(name, kwargs=values))
    except NoReverseMatch as problem:
        message = f"{name}: give samples for what it takes in rows.py"
        raise LookupError(message) from problem


def _samples(part: URLPattern | URLResolver) -> dict[str, object]:
    converters = getattr(part.pattern, "converters", {})
    found: dict[str, object] = {
        name: _SAMPLES.get(name, _NOBODY if "Int" in type(converter).__name__ else "nobody")
        for name, converter in converters.items()
    }
    regex = getattr(part.pattern, "regex", None)
    groups = regex.groupindex if regex is not None and not converters else {}
    return found | {name: _SAMPLES.get(name, _NOBODY) for name in groups}


def gets_past(client: Client, method: str, path: str, *, hides: bool = False) -> bool:
    """Tell whether somebody gets past the door: refused, sent to sign in or not answered is no.

    Where what one may not see is not found, `hides` counts that as no. What was done is undone.
    """
    cookies = SimpleCookie(client.cookies)
    with transaction.atomic():
        answer = client.generic(method, path)
        transaction.set_rollback(True)
    client.cookies = cookies  # whoever signed out is signed in again
    if answer.status_code in {403, 405} or (hides and answer.status_code == NOT_FOUND):
        return False
    where = answer.headers.get("Location", "").split("?")[0]
    return where not in {"/admin/", "/admin/login/"}
