"""Which words of a question find documents, and which only rank them.

Two documents of three hold "United States". To read, weigh and count them all for the sake of
"groundwater in the United States" takes most of a search's time, and none that lacks "groundwater"
comes near the first page.
"""

from collections.abc import Mapping, Sequence
from math import log

ENOUGH = 200  # documents that are found whatever is left to ranking
SHARE = 0.5  # of what the last telling word counts: all that the others together may


def telling(lexemes: Sequence[str], documents: Mapping[str, int], size: int) -> tuple[str, ...]:
    """Return the rarest lexemes, as many as it takes for the others not to matter without them.

    `documents` tells how many of `size` documents hold each lexeme; one that it does not name may
    be in any number of them, and counts as rare.
    """
    by_rarity = sorted(lexemes, key=lambda lexeme: documents.get(lexeme, 0))
    idfs = [_idf(documents.get(lexeme, 0), size) for lexeme in by_rarity]
    for count, (lexeme, idf) in enumerate(zip(by_rarity, idfs, strict=True), start=1):
        if documents.get(lexeme, 0) >= ENOUGH and sum(idfs[count:]) <= SHARE * idf:
            return tuple(by_rarity[:count])
    return tuple(by_rarity)


def _idf(documents: int, size: int) -> float:
    return log(1 + (max(size - documents, 0) + 0.5) / (documents + 0.5))
