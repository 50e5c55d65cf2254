"""What the library holds."""

from library.catalog.models.details import (
    Contribution,
    Identifier,
    LegacyAddress,
    ResourceFile,
    ResourceRelation,
    SubjectHeading,
)
from library.catalog.models.resource import Resource
from library.catalog.models.topic import Topic, TopicTerm
from library.catalog.models.vocabulary import Audience, Language, Series

__all__ = [
    "Audience",
    "Contribution",
    "Identifier",
    "Language",
    "LegacyAddress",
    "Resource",
    "ResourceFile",
    "ResourceRelation",
    "Series",
    "SubjectHeading",
    "Topic",
    "TopicTerm",
]
