"""From a query to a question: what it reads, and what the vocabulary knows of its words."""

from search.query import SearchQuery
from search.question import Question
from search.vocabulary.folding import sort_key
from search.vocabulary.reading import read
from search.vocabulary.terms import Vocabulary, other_wordings

MAX_WORDINGS = 12  # of a text of 200 characters; each costs an engine a pass


def understand(query: SearchQuery, vocabulary: Vocabulary) -> Question:
    """Return the question that a query puts. The query itself stays as it was typed."""
    key = sort_key(query.text)
    reading = read(vocabulary.aliases.get(key, query.text))
    wordings = sorted(other_wordings(reading.words, vocabulary), key=lambda w: -w.weight)
    return Question(
        query,
        reading,
        wordings=tuple(wordings[:MAX_WORDINGS]),
        pinned=vocabulary.promotions.get(key, ()),
    )
