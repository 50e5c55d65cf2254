"""The public counter, and figures as a person reads them."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from library.distribution.enums import Measure
from library.distribution.reports import Progress, progress
from library.distribution.selectors import Totals

register = template.Library()


@register.inclusion_tag("distribution/counter.html")
def distribution_counter() -> dict[str, Progress]:
    """Show how many resources were distributed, and the goal."""
    return {"progress": progress()}


@register.filter
def copies(number: int) -> str:
    """Write a number with thousands separators and a true minus sign."""
    return f"{number:,}".replace("-", "\N{MINUS SIGN}")


@register.filter
def measured(totals: Totals, measure: Measure) -> int:
    """Return one measure's copies."""
    return totals.of(measure)


@register.simple_tag
def rows_address(measure: str, asked: str | None = None) -> str:
    """Return the address of the rows behind a figure, of the day that was asked for."""
    address = reverse("distribution:rows", args=(measure,))
    return f"{address}?{urlencode({'as_of': asked})}" if asked else address
