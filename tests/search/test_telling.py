"""What readers are told of what was done about their questions."""

from dataclasses import replace

from search.labels import CLOSED, Labels
from search.query import FacetName, SearchQuery
from search.question import plain
from search.relaxing import GivenUp, Step
from search.replying import Reply
from search.results import Results
from search.telling import told

LABELS = Labels({**CLOSED, FacetName.TOPIC: {"gangs": "Gangs"}})
NOTHING = Results(0, (), (), "any")
FILTERS = ((FacetName.TOPIC, ("gangs",)),)


def test_nothing_is_told_of_what_was_answered_as_asked() -> None:
    query = SearchQuery(text="gangs")
    assert told(query, Reply(plain(query), NOTHING), LABELS) is None


def test_a_corrected_word_is_shown_in_its_place_and_can_be_undone() -> None:
    query = SearchQuery(text='Burglery, "in garages"', filters=FILTERS, page=2)
    question = replace(plain(query), corrected=(("burglery", "burglary"),))
    telling = told(query, Reply(question, NOTHING), LABELS)
    assert telling is not None
    assert telling.shown == 'burglary, "in garages"'
    assert telling.typed == 'Burglery, "in garages"'
    assert telling.undo_address == "q=Burglery%2C+%22in+garages%22&topic=gangs&exact=1"
    assert telling.given_up == ()


def test_everything_given_up_is_told() -> None:
    steps = (
        Step(GivenUp.EXCLUSIONS, ("adult", "jail")),
        Step(GivenUp.QUOTES, ("drug court",)),
        Step(GivenUp.FILTER, ("gangs",), FacetName.TOPIC),
        Step(GivenUp.FILTER, ("guide", "map"), FacetName.KIND),
    )
    query = SearchQuery(text="drug court")
    telling = told(query, Reply(plain(query), NOTHING, steps=steps), LABELS)
    assert telling is not None
    assert telling.given_up == (
        "with “adult” and “jail” no longer left out",
        "with the words of “drug court” in any place",
        "without the filters Topic: Gangs and Kind: Guide or Map",
    )
