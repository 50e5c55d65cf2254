"""From a query to a question: what it reads, and what the vocabulary knows of its words."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from search.embedded.words import near_words
from search.query import SearchQuery
from search.question import Question
from search.vocabulary.folding import sort_key
from search.vocabulary.reading import Reading, read
from search.vocabulary.spelling import Asked, Candidate, asked_of, replacements, respelled
from search.vocabulary.terms import Vocabulary, Wording, other_wordings, words_of_terms

Near = Callable[[Sequence[Asked]], Sequence[Candidate]]
type Spelled = tuple[Reading, tuple[tuple[str, str], ...]]

MAX_WORDINGS = 12  # of a text of 200 characters; each costs an engine a pass


def understand(query: SearchQuery, vocabulary: Vocabulary, *, near: Near = near_words) -> Question:
    """Return the question that a query puts. The query itself stays as it was typed.

    Words that the index does not hold are read as the likeliest of those that `near` finds, and as
    the next likeliest in `others`; not in phrases, not where they are left out, and not where the
    query is to be taken exactly.
    """
    key = sort_key(query.text)
    alias = vocabulary.aliases.get(key)
    reading = read(query.text if alias is None else alias)
    is_spelled = alias is None and not query.exact
    ways = (is_spelled and _spelled(reading, vocabulary, near)) or [(reading, ())]
    first, *others = (
        Question(
            query,
            spelled,
            wordings=_wordings(spelled, vocabulary),
            pinned=vocabulary.promotions.get(key, ()),
            corrected=corrected,
        )
        for spelled, corrected in ways
    )
    return replace(first, others=tuple(others))


def _wordings(reading: Reading, vocabulary: Vocabulary) -> tuple[Wording, ...]:
    wordings = sorted(other_wordings(reading.words, vocabulary), key=lambda w: -w.weight)
    return tuple(wordings[:MAX_WORDINGS])


def _spelled(reading: Reading, vocabulary: Vocabulary, near: Near) -> list[Spelled]:
    """Return how the words may be meant, the likeliest way first; none where nothing is amiss."""
    known = words_of_terms(reading.words, vocabulary)
    asked = asked_of(reading.words, known)
    if not any(word.edits for word in asked):
        return []
    ways = (respelled(reading.words, replaced) for replaced in replacements(near(asked)))
    return [(replace(reading, words=words), corrected) for words, corrected in ways]
