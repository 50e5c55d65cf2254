"""The vocabulary that searches use at this moment."""

from search.vocabulary.built_in import built_in_vocabulary
from search.vocabulary.terms import Vocabulary


def live_vocabulary() -> Vocabulary:
    """Return what search knows of the field's words."""
    return built_in_vocabulary()
