"""What the worker does about stock by the clock."""

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from library.inventory import ledger
from library.inventory.selectors.alerts import digest_readers
from library.inventory.selectors.movements import WASHINGTON
from library.inventory.tasks import defer_digest


@app.periodic(cron="0 11 * * *")  # six or seven in the morning in Washington
@app.task(name="inventory.digest", queueing_lock="inventory.digest")
def digest(timestamp: int) -> None:  # noqa: ARG001 - what a periodic job is given
    """Tell staff once of every shelf that fell to its reorder point since the last digest."""
    day = timezone.localdate(timezone=WASHINGTON)
    with transaction.atomic():
        if ledger.claim_alerts(day=day):
            for user in digest_readers():
                defer_digest(user_id=user.pk, day=day)
