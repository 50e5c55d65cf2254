"""The vocabulary that searches use at this moment."""

from search.vocabulary.terms import Vocabulary

_BUILT_IN = Vocabulary()


def live_vocabulary() -> Vocabulary:
    """Return what search knows of the field's words."""
    return _BUILT_IN
