"""The tables of search."""

from search.embedded.documents import Document, EmbeddedIndex, Passage
from search.embedded.starts import Suggestion
from search.embedded.words import Word
from search.models.feed import DocumentVersion, OutboxEntry
from search.models.upkeep import IndexCheck, Rebuild

__all__ = [
    "Document",
    "DocumentVersion",
    "EmbeddedIndex",
    "IndexCheck",
    "OutboxEntry",
    "Passage",
    "Rebuild",
    "Suggestion",
    "Word",
]
