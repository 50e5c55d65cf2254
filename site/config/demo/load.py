"""Loading the whole demo library, in the order in which its parts rest on each other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management import call_command
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector
from wagtail.signal_handlers import disable_reference_index_auto_update

from config.demo.baseline import load_baseline
from config.demo.desk import load_desk, load_mails, load_notices
from config.demo.editorial import load_pages
from config.demo.orders import load_orders
from config.demo.people import SignIn, load_people
from config.demo.resources import load_resources
from config.demo.searches import load_judged_queries, load_searches
from config.demo.stock import load_events, load_stock, load_supply
from config.demo.vocabulary import load_vocabulary
from config.demo.waves import load_waves
from library.catalog.models import Resource

Report = Callable[[str], None]


class LibraryNotEmpty(Exception):
    """There are resources already; the demo is only loaded into an empty library."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"The library holds {count} resources; the demo needs an empty one.")


def load_demo(*, report: Report) -> list[SignIn]:
    """Load the demo into an empty library and return the sign-ins of its staff.

    `report` is called with the name of each step as it begins.

    Raises:
        LibraryNotEmpty: there is a catalog already.
    """
    if count := Resource.objects.count():
        raise LibraryNotEmpty(count)
    report("staff")
    sign_ins = load_people()
    users = get_user_model().objects
    report("topics and other vocabularies")
    load_vocabulary()
    report("resources")
    # Row by row the reference index would take longer than the rest; files are read below at once.
    with disable_reference_index_auto_update(), _without_jobs():
        resources = sum(1 for _ in load_resources(editor=users.get(username="moderator")))
    report("the text of their files")
    call_command("read_documents", stdout=StringIO())
    clerk = users.get(username="clerk")
    report(f"stock of {resources} resources")
    with _without_jobs():  # the demo's orders stand as they are told to
        load_stock(clerk=clerk)
    report("agencies and orders")
    orders = _load_warehouse(clerk)
    report(f"pages and counters, after {orders} orders")
    load_pages()
    load_baseline()
    load_judged_queries()
    load_searches()
    call_command("rebuild_references_index", verbosity=0)
    return sign_ins


def _load_warehouse(clerk: AbstractBaseUser) -> int:
    """Load orders and all that was done about them; return how many there are."""
    with _without_jobs():  # nobody is written to about orders that were never placed
        orders = sum(1 for _ in load_orders(clerk=clerk))
        load_waves(clerk=clerk)
        load_desk(clerk=clerk)
        load_mails()
        load_notices()
        load_events(clerk=clerk)
        load_supply(clerk=clerk)
    return orders


@contextmanager
def _without_jobs() -> Iterator[None]:
    """Forget every job that is deferred meanwhile."""
    with app.replace_connector(InMemoryConnector()):
        yield
