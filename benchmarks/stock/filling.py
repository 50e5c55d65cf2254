"""The rows of our records as pages, and their index, built as Wagtail builds it."""

from collections.abc import Iterable
from itertools import batched

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Locale, Page, Site
from wagtail.search.backends import get_search_backend

from benchmarks.stock.models import StockPage
from search.records import Record

CHUNK = 1_000  # what Wagtail's own command takes
_ROWS = "INSERT INTO stock_stockpage VALUES (%s, %s, %s, %s, %s, %s)"


def fill_pages(records: Iterable[Record]) -> int:
    """Write a page for each record; return how many there are.

    They stand below a page of their own: pages right below the root would fill our menus.
    """
    site = Site.objects.select_related("root_page").first()
    root = site.root_page if site else Page.objects.get(depth=2)
    shelf = root.add_child(instance=Page(title="Titles", slug="stock-titles"))
    kind = ContentType.objects.get_for_model(StockPage)
    locale = Locale.get_default()
    count = 0
    for batch in batched(records, CHUNK, strict=False):
        numbered = list(enumerate(batch, start=count + 1))
        rows = Page.objects.bulk_create(
            _page(shelf, number, record, content_type=kind, locale=locale)
            for number, record in numbered
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                _ROWS, [_own(row, record) for row, record in zip(rows, batch, strict=True)]
            )
        count += len(batch)
    Page.objects.filter(pk=shelf.pk).update(numchild=count)
    return count


def _page(shelf: Page, number: int, record: Record, **common: object) -> Page:
    slug = f"stock-{number}"
    return Page(
        title=record.title[:255],
        draft_title=record.title[:255],
        slug=slug,
        path=Page._get_path(shelf.path, shelf.depth + 1, number),  # noqa: SLF001 - treebeard's
        depth=shelf.depth + 1,
        url_path=f"{shelf.url_path}{slug}/",
        live=True,
        **common,
    )


def _own(page: Page, record: Record) -> tuple[int | str, ...]:
    texts = (record.subtitle, record.abstract, record.notes)
    return (page.pk, *texts, "; ".join(record.contributors), "; ".join(record.subjects))


def build_index() -> None:
    """Do what `manage.py update_index` does, for the pages alone."""
    backend = get_search_backend("stock")
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(StockPage))
    index = rebuilder.start()
    for model in (Page, StockPage):
        index.add_model(model)
    ids = StockPage.get_indexed_objects().order_by("pk")
    for start in range(0, ids.count(), CHUNK):
        index.add_items(StockPage, list(ids[start : start + CHUNK]))
    rebuilder.finish()
