"""What is marked in a hit: the words asked for, in the fields that a hit shows."""

from elasticsearch_dsl import Q
from elasticsearch_dsl.query import Bool, Query

from search.elastic.documents import MARK_END, MARK_START
from search.question import Question

_FIELDS = {
    "title": {"number_of_fragments": 0},
    "abstract": {"number_of_fragments": 2, "fragment_size": 200},
}


def highlight(question: Question) -> dict[str, object]:
    """Return the body's part that marks words; {} where nothing is asked that a text could hold.

    Marking has a query of its own, of words alone: the one that answers names each of them in
    some twenty fields, and every one of those would be looked for in every text.
    """
    if not (sought := _sought(question)):
        return {}
    return {
        "highlight": {
            "pre_tags": [MARK_START],
            "post_tags": [MARK_END],
            "require_field_match": False,
            "highlight_query": Bool(should=sought).to_dict(),
            "fields": _FIELDS,
        }
    }


def _sought(question: Question) -> list[Query]:
    reading = question.reading
    sought: list[Query] = [Q("match_phrase", title=phrase) for phrase in reading.phrases]
    if reading.words:
        texts = (reading.words, *(wording.text for wording in question.wordings))
        sought += [Q("match", title=text) for text in texts]
        sought.append(Q("match", **{"title.joined": reading.words}))
    return sought
