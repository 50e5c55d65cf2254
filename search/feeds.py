"""Which tables feed a document, and the triggers that note their changes in the outbox.

The triggers run once a statement, in the transaction of the change. They only add rows: no writer
waits for another because of search, and none can meet another in a deadlock there.

A migration holds the SQL of `install_sql` as text. When FEEDS changes, the test of this module
fails until a new migration holds the new text.
"""

# ruff: noqa: S608 - everything put into this SQL is written in this file

from dataclasses import dataclass

CHANNEL = "search_outbox"

_RESOURCE = "SELECT resource_id FROM changed"


@dataclass(frozen=True, slots=True)
class Feed:
    """A table that feeds documents.

    `columns` are all that documents take from it: an update that leaves them alone is not noted.
    `resources` selects the resources concerned, from the rows called `changed`.
    """

    table: str
    columns: tuple[str, ...]
    resources: str = _RESOURCE


def _under(topics: str) -> str:
    """Select the resources of topics and of every topic below them."""
    return f"""
    WITH RECURSIVE below (id) AS ({topics}
      UNION SELECT topic.id FROM catalog_topic topic JOIN below ON topic.parent_id = below.id)
    SELECT resource_id FROM catalog_resource_topics JOIN below ON topic_id = below.id
    UNION SELECT resource.id FROM catalog_resource resource
      JOIN below ON resource.primary_topic_id = below.id""".strip()


def _superseded_by(resources: str) -> str:
    """Select resources and all that they superseded, directly or by what they superseded."""
    return f"""
    WITH RECURSIVE older (id) AS ({resources}
      UNION SELECT target_id FROM catalog_resourcerelation JOIN older ON resource_id = older.id
        WHERE relation = 'supersedes')
    SELECT id FROM older""".strip()


def _linked(name: str) -> str:
    """Select the resources linked to rows of a vocabulary."""
    return (
        f"SELECT resource_id FROM catalog_resource_{name}s JOIN changed ON {name}_id = changed.id"
    )


def _files(column: str) -> str:
    """Select the resources whose files are the documents named in a column."""
    return (
        "SELECT resource_id FROM catalog_resourcefile file "
        f"JOIN changed ON file.document_id = changed.{column}"
    )


def _kept_below(collections: str) -> str:
    """Select the resources with files in collections or in those below them."""
    return f"""
    SELECT resource_id FROM catalog_resourcefile file
      JOIN media_librarydocument document ON document.id = file.document_id
      JOIN wagtailcore_collection own ON own.id = document.collection_id
      JOIN wagtailcore_collection above ON starts_with(own.path, above.path)
      WHERE above.id IN ({collections})""".strip()


FEEDS = (
    Feed(
        "catalog_resource",
        (
            *("id", "live", "product_number", "slug", "lifecycle"),
            *("title", "subtitle", "abstract", "notes", "kind", "format", "publisher"),
            *("series_id", "primary_topic_id"),
            *("published_year", "published_month", "published_day", "first_published_at"),
        ),
        _superseded_by("SELECT id FROM changed"),
    ),
    Feed(
        "catalog_resourcerelation",
        ("id", "resource_id", "relation", "target_id"),
        _superseded_by("SELECT target_id FROM changed WHERE relation = 'supersedes'"),
    ),
    Feed("catalog_resource_topics", ("id", "resource_id", "topic_id")),
    Feed("catalog_resource_audiences", ("id", "resource_id", "audience_id")),
    Feed("catalog_resource_languages", ("id", "resource_id", "language_id")),
    Feed(
        "catalog_identifier",
        ("id", "resource_id", "sort_order", "scheme", "value", "normalized"),
    ),
    Feed("catalog_contribution", ("id", "resource_id", "sort_order", "name")),
    Feed("catalog_subjectheading", ("id", "resource_id", "sort_order", "heading")),
    Feed(
        "catalog_resourcefile",
        ("id", "resource_id", "role", "sort_order", "document_id", "url"),
    ),
    Feed("media_librarydocument", ("id", "file", "collection_id"), _files("id")),
    Feed("media_documentpassage", ("id", "document_id", "place", "text"), _files("document_id")),
    # Who may read a collection, and below which others it stands.
    Feed(
        "wagtailcore_collectionviewrestriction",
        ("id", "collection_id"),
        _kept_below("SELECT collection_id FROM changed"),
    ),
    Feed("wagtailcore_collection", ("id", "path"), _kept_below("SELECT id FROM changed")),
    # An order of 3 copies out of 500 changes no document; the last copy does.
    Feed(
        "inventory_stockitem",
        ("id", "resource_id", "on_hand - allocated - buffer > 0 AS available"),
    ),
    Feed("catalog_topic", ("id", "parent_id", "slug", "name"), _under("SELECT id FROM changed")),
    Feed(
        "catalog_topicterm",
        ("id", "topic_id", "term"),
        _under("SELECT topic_id FROM changed"),
    ),
    Feed("catalog_audience", ("id", "slug"), _linked("audience")),
    Feed("catalog_language", ("id", "code"), _linked("language")),
    Feed(
        "catalog_series",
        ("id", "title"),
        "SELECT resource.id FROM catalog_resource resource JOIN changed ON series_id = changed.id",
    ),
)

_EVENTS = {
    "insert": "REFERENCING NEW TABLE AS new_rows ",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows ",
    "delete": "REFERENCING OLD TABLE AS old_rows ",
    "truncate": "",
}


def install_sql() -> str:
    """Return the SQL that makes, or makes anew, every function and trigger of the feed."""
    return "\n".join(function_sql(feed) + _triggers_sql(feed) for feed in FEEDS)


def remove_sql() -> str:
    """Return the SQL that takes the feed away."""
    return "\n".join(f"DROP FUNCTION {_function(feed)}() CASCADE;" for feed in FEEDS)


def function_sql(feed: Feed) -> str:
    """Return the SQL of the function that notes the changes of a table."""
    columns = ", ".join(feed.columns)
    old, new = (f"SELECT {columns} FROM {rows}" for rows in ("old_rows", "new_rows"))
    return f"""\
CREATE OR REPLACE FUNCTION {_function(feed)}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_OP
  WHEN 'INSERT' THEN {_note(new, feed)}
  WHEN 'DELETE' THEN {_note(old, feed)}
  WHEN 'UPDATE' THEN {_note(f"({old} EXCEPT {new}) UNION ({new} EXCEPT {old})", feed)}
  WHEN 'TRUNCATE' THEN INSERT INTO search_outbox (resource_id)
    SELECT resource_id FROM search_document_version UNION SELECT id FROM catalog_resource;
  END CASE; IF FOUND THEN PERFORM pg_notify('{CHANNEL}', ''); END IF;
  RETURN NULL;
END $$;
"""


def _note(changed: str, feed: Feed) -> str:
    return f"""INSERT INTO search_outbox (resource_id) WITH changed AS ({changed})
    SELECT DISTINCT * FROM ({feed.resources}) AS resources;"""


def _triggers_sql(feed: Feed) -> str:
    return "".join(
        f"CREATE OR REPLACE TRIGGER search_note_{event} AFTER {event.upper()} ON {feed.table} "
        f"{rows}FOR EACH STATEMENT EXECUTE FUNCTION {_function(feed)}();\n"
        for event, rows in _EVENTS.items()
    )


def _function(feed: Feed) -> str:
    return f"search_note_{feed.table}"
