"""Signed links: each says what it is for, and none holds an e-mail address."""

from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.urls import reverse

CONFIRM_WITHIN = timedelta(days=3)


class Purpose(StrEnum):
    """What a link is for: the name of its view. One cannot be used for another."""

    CONFIRM = "confirm"
    MANAGE = "manage"
    UNSUBSCRIBE = "unsubscribe"


class BadLink(Exception):
    """A link that nobody signed, that is for something else, or that is too old."""


def path_for(purpose: Purpose, key: int) -> str:
    """Return the path that leads to a saved search (confirm) or to a subscriber."""
    token = signing.dumps(key, salt=_salt(purpose))
    return reverse(f"search:{purpose}", args=[token])


def address_for(purpose: Purpose, key: int) -> str:
    """Return the same as an absolute address, for mails."""
    return settings.WAGTAILADMIN_BASE_URL + path_for(purpose, key)


def key_of(purpose: Purpose, token: str) -> int:
    """Return the key that a link leads to.

    Raises:
        BadLink: it is not one of ours, or it has expired.
    """
    max_age = CONFIRM_WITHIN if purpose == Purpose.CONFIRM else None
    try:
        key: int = signing.loads(token, salt=_salt(purpose), max_age=max_age)
    except signing.BadSignature as problem:
        raise BadLink from problem
    return key


def _salt(purpose: Purpose) -> str:
    return f"search.saved.{purpose}"
