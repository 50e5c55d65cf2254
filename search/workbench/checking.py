"""What keeps an entry from being published: each fault in words, by the field it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from library.catalog.models import Resource
from search.models import EntryKind, EntryState, VocabularyEntry
from search.query import MAX_TEXT
from search.vocabulary.folding import sort_key
from search.vocabulary.reading import read
from search.vocabulary.terms import Vocabulary, Wording

MOST_WORDS = 20
MOST_PROMOTED = 10
# What both engines leave out of a text.
_SMALL_WORDS = """a an and are as at be but by for if in into is it no not of on or such that the
their then there these they this to was will with"""
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as an editor writes it. `numbers` are product numbers in order."""

    kind: EntryKind
    texts: tuple[str, ...]
    words: tuple[str, ...] = ()
    is_two_way: bool = True
    closeness: str = "same"
    numbers: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with `texts`, `words` or `numbers` of a draft."""

    field: str
    message: str


def faults(draft: Draft, vocabulary: Vocabulary) -> list[Fault]:
    """Return everything that is wrong with a draft beside what is published."""
    is_term = draft.kind == EntryKind.SYNONYM
    found = [Fault("texts", message) for message in _faults_of_texts(draft.texts, is_term=is_term)]
    match draft.kind:
        case EntryKind.SYNONYM:
            found += [Fault("words", message) for message in _faults_of_texts(draft.words)]
            found += _faults_of_synonym(draft, vocabulary) if not found else []
        case EntryKind.ALIAS:
            found += _faults_of_alias(draft, vocabulary) if not found else []
        case EntryKind.PROMOTION:
            found += _faults_of_promotion(draft, vocabulary)
    return found


def draft_of(entry: VocabularyEntry) -> Draft:
    """Return an entry as its editor wrote it."""
    promoted = entry.promoted.select_related("resource")
    return Draft(
        kind=EntryKind(entry.kind),
        texts=tuple(entry.texts),
        words=tuple(entry.words),
        is_two_way=entry.is_two_way,
        closeness=entry.closeness,
        numbers=tuple(row.resource.product_number or "" for row in promoted),
        note=entry.note,
    )


def promoted_resources(numbers: Iterable[str]) -> list[Resource]:
    """Return the public resources of these product numbers, in their order."""
    known = Resource.objects.public().in_bulk(list(numbers), field_name="product_number")
    return [known[number] for number in numbers if number in known]


def published_like(draft: Draft) -> list[VocabularyEntry]:
    """Return the published entries of the kind that are about one of the same texts."""
    keys = {sort_key(text) for text in draft.texts}
    entries = VocabularyEntry.objects.filter(kind=draft.kind, state=EntryState.PUBLISHED)
    return [entry for entry in entries if keys & {sort_key(text) for text in entry.texts}]


def _faults_of_texts(texts: tuple[str, ...], *, is_term: bool = False) -> Iterable[str]:
    if not texts:
        yield "Give at least one text."
    if len(texts) > MOST_WORDS:
        yield f"Give at most {MOST_WORDS}; these are {len(texts)}."
    yield from filter(None, (_fault_of_text(text, is_term=is_term) for text in texts))


def _fault_of_text(text: str, *, is_term: bool) -> str:
    """Return what is wrong; a term is looked for among words, not as the whole of a text."""
    words, reading = sort_key(text).split(), read(text)
    if len(text) > MAX_TEXT:
        return f"“{text[:40]}…” is longer than the {MAX_TEXT} characters a search can have."
    if not words:
        return f"“{text}” has no word in it."
    if _SMALL.issuperset(words):
        return f"“{text}” has only words that search leaves out."
    if not reading.has_text:
        return f"“{text}” reads as a number, and a number leads to its record by itself."
    if is_term and not reading.words:
        return f"“{text}” reads as a number, a phrase or a word to leave out: give plain words."
    return ""


def _faults_of_synonym(draft: Draft, vocabulary: Vocabulary) -> Iterable[Fault]:
    (term,) = draft.texts
    key = sort_key(term)
    if any(sort_key(word) == key for word in draft.words):
        yield Fault("words", f"“{term}” is the term itself.")
        return
    known = _keys(vocabulary.wordings.get(key, ()))
    if known.issuperset(sort_key(word) for word in draft.words):
        yield Fault("texts", f"“{term}” leads to all of these words already.")
    if draft.is_two_way:
        return
    for word in draft.words:
        if key in _keys(vocabulary.wordings.get(sort_key(word), ())):
            yield Fault(
                "words",
                f"“{word}” leads to “{term}” already: make that entry go both ways instead.",
            )


def _faults_of_alias(draft: Draft, vocabulary: Vocabulary) -> Iterable[Fault]:
    instead = " ".join(draft.words)
    target = sort_key(instead)
    if not target:
        yield Fault("words", "Say what is asked instead.")
    for text in draft.texts:
        key = sort_key(text)
        if key == target:
            yield Fault("words", f"“{text}” would be asked instead of itself.")
        elif key in vocabulary.aliases:
            yield Fault("texts", f"“{text}” is asked as “{vocabulary.aliases[key]}” already.")
        elif into := [k for k, asked in vocabulary.aliases.items() if sort_key(asked) == key]:
            yield Fault(
                "texts",
                f"“{into[0]}” is asked as “{text}” already: let it be asked as “{instead}” itself.",
            )
    if target in vocabulary.aliases:
        further = vocabulary.aliases[target]
        yield Fault("words", f"“{instead}” is itself asked as “{further}”: give that instead.")


def _faults_of_promotion(draft: Draft, vocabulary: Vocabulary) -> Iterable[Fault]:
    for text in draft.texts:
        if sort_key(text) in vocabulary.promotions:
            yield Fault("texts", f"There is a promotion for “{text}” already.")
    if not draft.numbers:
        yield Fault("numbers", "Give at least one product number.")
    if len(draft.numbers) > MOST_PROMOTED:
        yield Fault("numbers", f"Promote at most {MOST_PROMOTED} resources.")
    public = {resource.product_number for resource in promoted_resources(draft.numbers)}
    for number in draft.numbers:
        if number not in public:
            yield Fault("numbers", f"No public resource has the product number “{number}”.")


def _keys(wordings: Iterable[Wording]) -> set[str]:
    return {sort_key(wording.text) for wording in wordings}
