"""From a query to a question: what it reads, and what the vocabulary knows of its words."""

from search.query import SearchQuery
from search.question import Question, Wording
from search.vocabulary.folding import sort_key
from search.vocabulary.reading import read
from search.vocabulary.terms import Vocabulary, other_wordings


def understand(query: SearchQuery, vocabulary: Vocabulary) -> Question:
    """Return the question that a query puts. The query itself stays as it was typed."""
    key = sort_key(query.text)
    reading = read(vocabulary.aliases.get(key, query.text))
    wordings = other_wordings(reading.words, vocabulary)
    return Question(
        query,
        reading,
        wordings=tuple(map(Wording, wordings)),
        pinned=vocabulary.promotions.get(key, ()),
    )
