"""What others may ask the catalog."""

from library.catalog.selectors.documents import (
    documents_of,
    documents_to_read,
    is_public_document,
)
from library.catalog.selectors.editions import editions_of
from library.catalog.selectors.pages import ResourcePage, resource_page
from library.catalog.selectors.resources import (
    legacy_resource,
    number_at,
    public_resource,
    resources_for_list,
    resources_matching,
)
from library.catalog.selectors.topics import (
    TopicNode,
    TopicPage,
    changed_topics,
    is_within,
    topic_labels,
    topic_page,
    topic_tree,
    topics_beginning,
    topics_in_tree_order,
)
from library.catalog.selectors.transcripts import Transcript, clock, transcript

__all__ = [
    "ResourcePage",
    "TopicNode",
    "TopicPage",
    "Transcript",
    "changed_topics",
    "clock",
    "documents_of",
    "documents_to_read",
    "editions_of",
    "is_public_document",
    "is_within",
    "legacy_resource",
    "number_at",
    "public_resource",
    "resource_page",
    "resources_for_list",
    "resources_matching",
    "topic_labels",
    "topic_page",
    "topic_tree",
    "topics_beginning",
    "topics_in_tree_order",
    "transcript",
]
