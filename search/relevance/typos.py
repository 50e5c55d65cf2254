"""Misspelled queries: a few words of a title in their order, one of them with one slip."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from search.records import Record

SEED = 8718
COUNT = 300
FEWEST, MOST = 3, 5  # words
LONG_ENOUGH = 4  # letters; shorter words tell little, and nobody corrects them

_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Slip:
    """Words of a document's title as they stand there, and with a slip."""

    document: str
    right: str
    wrong: str


def slips(records: Sequence[Record], *, count: int = COUNT, seed: int = SEED) -> list[Slip]:
    """Return as many slips as the titles give, up to `count`; the same for the same records."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    found: list[Slip] = []
    for record in chance.sample(records, len(records)):
        words = [word for word in _WORD.findall(record.title) if len(word) >= LONG_ENOUGH]
        if len(words) >= FEWEST and len(found) < count:
            asked = _some_of(words, chance)
            place = chance.randrange(len(asked))
            wrong = [*asked[:place], _with_slip(asked[place].lower(), chance), *asked[place + 1 :]]
            found.append(Slip(record.product_number, " ".join(asked), " ".join(wrong)))
    return found


def _some_of(words: Sequence[str], chance: random.Random) -> list[str]:
    size = min(chance.randint(FEWEST, MOST), len(words))
    places = sorted(chance.sample(range(len(words)), size))
    return [words[place] for place in places]


def _with_slip(word: str, chance: random.Random) -> str:
    """Leave a letter out, put one in, take another one, or swap two neighbors."""
    place = chance.randrange(len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    other = chance.choice([each for each in ascii_lowercase if each not in {letter, after[0]}])
    made = (
        before + after,
        before + other + letter + after,
        before + other + after,
        before + after[0] + letter + after[1:],
    )
    return chance.choice([each for each in made if each != word])
