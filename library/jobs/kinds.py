"""The kinds of long work there are. Each app names its own in its module `jobs`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of long work.

    Attributes:
        name: app and work, such as `fulfillment.packing_slips`.
        work: does it; takes a `library.jobs.running.Run`.
        permission: who may start it and fetch what it makes.
        fetched: told when its file is fetched, with the job and the user: an audit's place.
    """

    name: str
    work: Callable[[Any], None]
    permission: str
    fetched: Callable[[Any, Any], None] | None = None


_KINDS: dict[str, Kind] = {}


class UnknownKind(LookupError):
    """No app names such a kind of work."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"No app of the library names the work “{name}”.")


def job_kind[Work: Callable[[Any], None]](
    name: str, *, permission: str, fetched: Callable[[Any, Any], None] | None = None
) -> Callable[[Work], Work]:
    """Name the decorated function as the work of a kind."""

    def register(work: Work) -> Work:
        if name in _KINDS and _KINDS[name].work is not work:
            message = f"The work “{name}” is named twice."
            raise ValueError(message)
        _KINDS[name] = Kind(name, work, permission, fetched)
        return work

    return register


def kind_named(name: str) -> Kind:
    """Return a kind by its name.

    Raises:
        UnknownKind: no app names it.
    """
    try:
        return _KINDS[name]
    except KeyError:
        raise UnknownKind(name) from None
