"""What the worker does for the warehouse by the clock."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from library.fulfillment.models import Scan

# Longer than any browser keeps a scan that waits: until then it could be sent again.
_SCANS_KEPT = timedelta(days=30)


@app.periodic(cron="41 3 * * *")
@app.task(name="fulfillment.forget_scans", queueing_lock="fulfillment.forget_scans")
def forget_scans(timestamp: int) -> None:  # noqa: ARG001 - the worker's signature
    """Delete the scans of long ago; what they did stands in parcels, events and movements."""
    Scan.objects.filter(scanned_at__lt=timezone.now() - _SCANS_KEPT).delete()
