"""The tables of search."""

from search.embedded.documents import Document, EmbeddedIndex, Passage
from search.embedded.starts import Suggestion
from search.embedded.words import Word
from search.models.asking import AskedQuery, QueryDay, QueryPeriod, SearchDay
from search.models.digest import Digest, ToldTitle
from search.models.entries import (
    Closeness,
    EntryKind,
    EntryState,
    PromotedResource,
    VocabularyEntry,
    VocabularyVersion,
)
from search.models.feed import DocumentVersion, OutboxEntry
from search.models.judged import Grade, JudgedQuery, Judgment
from search.models.saved import SavedSearch, SignUpCount, Subscriber
from search.models.upkeep import IndexCheck, Rebuild

__all__ = [
    "AskedQuery",
    "Closeness",
    "Digest",
    "Document",
    "DocumentVersion",
    "EmbeddedIndex",
    "EntryKind",
    "EntryState",
    "Grade",
    "IndexCheck",
    "JudgedQuery",
    "Judgment",
    "OutboxEntry",
    "Passage",
    "PromotedResource",
    "QueryDay",
    "QueryPeriod",
    "Rebuild",
    "SavedSearch",
    "SearchDay",
    "SignUpCount",
    "Subscriber",
    "Suggestion",
    "ToldTitle",
    "VocabularyEntry",
    "VocabularyVersion",
    "Word",
]
