"""What an index holds against what it should hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from library.catalog.models import Resource


@dataclass(frozen=True, slots=True)
class Drift:
    """How an index differs from the database, by resource id; what is pending is no drift.

    The worst comes first. `wrongly_visible` are shown and must not be: drafts, unpublished, expired
    or unnumbered. `ghost` are shown and exist no more. `stale` say something else than the records.
    `words` are those whose count of documents is wrong; spelling goes by it.
    """

    expected: int
    wrongly_visible: tuple[int, ...] = ()
    ghost: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def kinds(self) -> dict[str, tuple[int, ...]]:
        """The ids of each kind of fault, the worst kind first."""
        return {
            "wrongly_visible": self.wrongly_visible,
            "ghost": self.ghost,
            "missing": self.missing,
            "stale": self.stale,
        }

    @property
    def ids(self) -> tuple[int, ...]:
        """Every resource whose document is wrong."""
        return tuple(pk for ids in self.kinds.values() for pk in ids)

    @property
    def faults(self) -> int:
        """How many documents and words are wrong."""
        return len(self.ids) + len(self.words)


def public_ids() -> set[int]:
    """Return the resources that an index must hold now; no others may be in it."""
    return set(Resource.objects.public().values_list("pk", flat=True))


def compare(
    held: Mapping[int, int],
    known: Mapping[int, int],
    public: Collection[int],
    *,
    moving: Collection[int],
    differing: Collection[int] = (),
) -> Drift:
    """Return how versions held differ from those known, disregarding what is on its way."""
    shown = held.keys() - public - set(moving)
    existing = set(Resource.objects.filter(pk__in=shown).values_list("pk", flat=True))
    both = (held.keys() & public) - set(moving)
    return Drift(
        expected=len(public),
        wrongly_visible=tuple(sorted(existing)),
        ghost=tuple(sorted(shown - existing)),
        missing=tuple(sorted(set(public) - held.keys() - set(moving))),
        stale=tuple(pk for pk in sorted(both) if held[pk] != known.get(pk) or pk in differing),
    )
