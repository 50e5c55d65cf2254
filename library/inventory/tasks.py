"""Jobs that stock asks for: mails to staff, and what an app above it does."""

from datetime import date
from uuid import uuid4

from procrastinate.contrib.django import app

from library.inventory import emails
from library.mail import RETRY

# Fulfillment gives this job its body; the name is all that stock knows of it.
ALLOCATE_ARRIVED = "fulfillment.allocate_arrived"


def announce_free_copies(*, resource_id: int) -> None:
    """Queue within the running transaction that waiting orders may get copies of a resource.

    Each event has a job of its own: one that waits already may be started before the running
    transaction commits, and would not see these copies. The jobs of one resource follow each other.
    """
    job = app.configure_task(
        ALLOCATE_ARRIVED,
        lock=f"allocate-{resource_id}",
        queueing_lock=f"allocate-{resource_id}-{uuid4()}",
    )
    job.defer(resource_id=resource_id)


@app.task(name="inventory.send_digest", queue="mail", retry=RETRY)
def send_digest(user_id: int, day: str) -> None:
    """Send one member of staff the digest of a day."""
    emails.send_digest(user_id=user_id, day=date.fromisoformat(day))


def defer_digest(*, user_id: int, day: date) -> None:
    """Queue the digest of a day for one member of staff within the running transaction."""
    lock = f"stock-digest-{day}-{user_id}"
    send_digest.configure(queueing_lock=lock).defer(user_id=user_id, day=day.isoformat())
