"""Jobs that rest on the warehouse's rows alone. Those that call services are in periodic.py."""

from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from library.fulfillment.models import Scan

SUBSTITUTE = "fulfillment.substitute"

# Longer than any browser keeps a scan that waits: until then it could be sent again.
_SCANS_KEPT = timedelta(days=30)


@app.periodic(cron="41 3 * * *")
@app.task(name="fulfillment.forget_scans", queueing_lock="fulfillment.forget_scans")
def forget_scans(timestamp: int) -> None:  # noqa: ARG001 - the worker's signature
    """Delete the scans of long ago; what they did stands in parcels, events and movements."""
    Scan.objects.filter(scanned_at__lt=timezone.now() - _SCANS_KEPT).delete()


def defer_substitution(*, change_id: int, decided_at: datetime) -> None:
    """Queue within the running transaction that open orders follow a decision about an edition."""
    job = app.configure_task(SUBSTITUTE, queueing_lock=f"edition-{change_id}-{decided_at}")
    job.defer(change_id=change_id)
