"""Stock on any page, without the page's app knowing of inventory."""

from django import template

from library.catalog.models import Resource
from library.inventory.selectors import Stock, stock_of

register = template.Library()


@register.simple_tag
def availability(resource: Resource) -> Stock:
    """Return what a reader can have of a resource: `{% availability resource as stock %}`."""
    return stock_of(resource)
