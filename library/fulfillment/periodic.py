"""What the worker does about waiting orders: when copies come, and by the clock."""

from procrastinate.contrib.django import app

from library.fulfillment.models import EditionChange
from library.fulfillment.services import (
    allocate_all_arrived,
    allocate_arrived,
    substitute_everywhere,
)
from library.fulfillment.tasks import SUBSTITUTE
from library.inventory.tasks import ALLOCATE_ARRIVED


@app.task(name=ALLOCATE_ARRIVED)
def allocate_resource(resource_id: int) -> None:
    """Give copies that came free to the orders that wait for them."""
    allocate_arrived(resource_id=resource_id)


@app.task(name=SUBSTITUTE)
def substitute_edition(change_id: int) -> None:
    """Put a newer edition into open orders, and set aside what there is of it."""
    change = EditionChange.objects.select_related("decided_by").get(pk=change_id)
    substitute_everywhere(change=change)
    allocate_arrived(resource_id=change.new_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="fulfillment.allocate_waiting", queueing_lock="fulfillment.allocate_waiting")
def sweep(timestamp: int) -> None:  # noqa: ARG001 - what a periodic job is given
    """Do what is still to do for waiting orders, should a job have been lost."""
    for change in EditionChange.objects.select_related("decided_by").order_by("pk"):
        substitute_everywhere(change=change)
    allocate_all_arrived()
