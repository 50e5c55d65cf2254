"""The demo's distribution before this system, and the goal."""

from datetime import date

from wagtail.models import Site

from config.demo.tables import read_table
from library.distribution.models import BaselineEntry, DistributionGoal

GOAL = 1_100_000
GOAL_SET_ON = date(2025, 10, 1)


def load_baseline() -> None:
    """Create the baseline rows, and the goal of the default site."""
    BaselineEntry.objects.bulk_create(
        BaselineEntry(
            source=row["source"],
            period=row["period"],
            fiscal_year=int(row["fiscal_year"]) if row["fiscal_year"] else None,
            copies=int(row["copies"]),
        )
        for row in read_table("baseline")
    )
    site = Site.objects.get(is_default_site=True)
    DistributionGoal.objects.update_or_create(
        site=site, defaults={"copies": GOAL, "as_of": GOAL_SET_ON}
    )
