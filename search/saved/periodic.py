"""What the worker does for saved searches by the clock."""

from django.utils import timezone
from procrastinate.contrib.django import app

from search.labels import load_labels
from search.saved.forgetting import forget
from search.saved.matching import collect_all

FIRST_HOUR = 6  # Washington time: a mail in the night helps nobody


# Every hour, though each subscriber is looked at once a day: a worker that was down at the one
# hour of the day would cost everybody a day.
@app.periodic(cron="41 * * * *")
@app.task(name="search.collect_matches", queueing_lock="search.collect_matches")
def collect_matches(timestamp: int) -> None:  # noqa: ARG001 - the worker hands it over
    """Prepare today's mails about new matches."""
    if timezone.localtime().hour >= FIRST_HOUR:
        collect_all(load_labels())


@app.periodic(cron="47 * * * *")
@app.task(name="search.forget_saved", queueing_lock="search.forget_saved")
def forget_saved(timestamp: int) -> None:  # noqa: ARG001 - the worker hands it over
    """Delete what was not confirmed in time, and what is too old to be kept."""
    forget()
