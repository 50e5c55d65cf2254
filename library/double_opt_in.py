"""Mails that somebody asks for without an account: asked, confirmed by a link, ended by a link.

What saved searches and notices have in common; docs/adr/0015 says why it is so.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse

from library.throttle import PER_EMAIL, PER_NETWORK, SourceCount, allows

CONFIRM_WITHIN = timedelta(days=3)
_MINUTE = timedelta(minutes=1)


class OptInAddress(models.Model):
    """An address to write to, in lower case, so that each has one row and is in no other place."""

    email = models.EmailField(unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}".capitalize()  # no address: logs have this

    @classmethod
    def locked(cls, email: str) -> Self:
        """Return the row of an address, made where there is none, locked until the end."""
        (row,) = cls._default_manager.bulk_create(
            [cls(email=email.lower())],
            update_conflicts=True,
            unique_fields=["email"],
            update_fields=["email"],
        )
        return row


class BadLink(Exception):
    """A link that nobody signed, that is for something else, or that is too old."""


@dataclass(frozen=True, slots=True)
class SignedLink:
    """A link in a mail to the view of this name. It holds a key and no address.

    One cannot be used for another view. `within` is how long it is good; None is for ever.
    """

    view: str
    within: timedelta | None = None

    def path(self, key: int) -> str:
        """Return the path that leads to a row."""
        return reverse(self.view, args=[signing.dumps(key, salt=self.view)])

    def address(self, key: int) -> str:
        """Return the same as an absolute address, for mails."""
        return settings.WAGTAILADMIN_BASE_URL + self.path(key)

    def key_of(self, token: str) -> int:
        """Return the key that a link leads to.

        Raises:
            BadLink: it is not one of ours, or it has expired.
        """
        try:
            key: int = signing.loads(token, salt=self.view, max_age=self.within)
        except signing.BadSignature as problem:
            raise BadLink from problem
        return key


class TooManyRequests(Exception):
    """One network asked too often; nothing was written. The text says when to come back."""

    def __init__(self) -> None:
        minutes = PER_NETWORK.period // _MINUTE
        super().__init__(f"Too many requests from your network. Try in {minutes} minutes.")


def may_be_written_to(*, email: str, network: str, counts: type[SourceCount]) -> bool:
    """Count one request for a mail; return whether its address has had few enough.

    Whoever asks must not learn of a False: nobody learns then whether an address is known.

    Raises:
        TooManyRequests: the network asked too often.
    """
    if not allows(PER_NETWORK, network, counts=counts):
        raise TooManyRequests
    return allows(PER_EMAIL, email.lower(), counts=counts)
