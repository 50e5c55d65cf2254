"""Stock on any page, without the page's app knowing of inventory."""

from collections.abc import Iterable

from django import template

from library.catalog.models import Resource
from library.inventory.selectors import Stock, stock_of, stock_of_many

register = template.Library()

_ON_ROW = "_stock_for_table"


@register.simple_tag
def availability(resource: Resource) -> Stock | None:
    """Return what a reader can have of a resource: `{% availability resource as stock %}`.

    None in the preview of one that was never saved.
    """
    return stock_of(resource) if resource.pk else None


@register.simple_tag
def availability_among(resource: Resource, rows: Iterable[Resource]) -> Stock | None:
    """Return what can be had of one row of a table, asking the shelf once for all its rows.

    The answers are left on the rows, because each cell of a table has a context of its own.
    """
    if not hasattr(resource, _ON_ROW):
        among = list(rows)
        stock = stock_of_many([row.pk for row in among])
        for row in among:
            setattr(row, _ON_ROW, stock.get(row.pk))
    found: Stock | None = getattr(resource, _ON_ROW, None)
    return found
