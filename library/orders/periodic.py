"""What the worker does for orders by the clock."""

from procrastinate.contrib.django import app

from library.orders.services import noticing


@app.periodic(cron="*/10 * * * *")
@app.task(name="orders.tell_back_in_stock", queueing_lock="orders.tell_back_in_stock")
def tell_back_in_stock(timestamp: int) -> None:  # noqa: ARG001 - the worker hands it over
    """Write to those whose turn has come that copies are back."""
    noticing.tell_back_in_stock()


@app.periodic(cron="53 * * * *")
@app.task(name="orders.forget_notices", queueing_lock="orders.forget_notices")
def forget_notices(timestamp: int) -> None:  # noqa: ARG001 - the worker hands it over
    """Delete addresses that are needed no more."""
    noticing.forget_notices()
