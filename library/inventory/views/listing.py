"""The list of shelves: filtered, sorted, paged and exported by its address."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from library.inventory.forms import StockFilterForm
from library.inventory.models import StockItem
from library.inventory.selectors import days_left, stock_items, with_pace
from library.inventory.views.pages import StockPage
from library.lists.columns import Column
from library.lists.views import StaffListMixin


def _url(item: StockItem) -> str:
    return reverse("stock:shelf", args=(item.pk,))


STOCK_COLUMNS = (
    Column(
        "number",
        "Product number",
        lambda item: item.resource.product_number or "No number",
        ("resource__product_number",),
        _url,
    ),
    Column("title", "Title", lambda item: item.resource.title, ("resource__title",)),
    Column("bin", "Bin", lambda item: item.bin_location, ("bin_sort", "resource__product_number")),
    Column("on_hand", "On hand", lambda item: item.on_hand, ("on_hand",)),
    Column("allocated", "Allocated", lambda item: item.allocated, ("allocated",)),
    Column("available", "Available", lambda item: item.available, ("free",)),
    Column("reorder", "Reorder at", lambda item: item.reorder_point, ("reorder_point",)),
    Column("cover", "Days of cover", days_left),
    Column("expected", "Expected", lambda item: item.expected_on, ("expected_on",)),
)


class StockListView(StaffListMixin, StockPage):
    """The shelves, in the order of their bins."""

    template_name = "inventory/list.html"
    filter_form = StockFilterForm
    columns = STOCK_COLUMNS
    default_sort = "bin"
    name = "stock"
    noun = "stock items"

    def found(self, chosen: Mapping[str, Any]) -> QuerySet[StockItem]:
        """Return the shelves that fit."""
        return stock_items(
            text=chosen.get("q", ""),
            level=chosen.get("level", ""),
            bin_location=chosen.get("bin", ""),
        )

    def completed(self, rows: QuerySet[StockItem]) -> QuerySet[StockItem]:
        """Bring the titles along, and how fast the copies leave."""
        return with_pace(rows.select_related("resource"))
