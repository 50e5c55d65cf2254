"""Agencies of the directory, for tests."""

from library.orders.enums import AgencyType
from library.orders.models import Agency


def make_agency(name: str, state: str = "VA", *, ori: str | None = None, city: str = "") -> Agency:
    """Return an agency that staff have listed."""
    return Agency.objects.create(
        name=name,
        state=state,
        ori=ori,
        city=city,
        agency_type=AgencyType.MUNICIPAL,
        is_listed=True,
    )
