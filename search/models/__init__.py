"""The tables of search."""

from search.embedded.documents import Document, EmbeddedIndex
from search.embedded.words import Word
from search.models.feed import DocumentVersion, OutboxEntry

__all__ = ["Document", "DocumentVersion", "EmbeddedIndex", "OutboxEntry", "Word"]
