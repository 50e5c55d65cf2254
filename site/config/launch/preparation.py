"""What a start needs before the first request: tables, a library, an index."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from rich.console import Console

from config.demo.people import SignIn, sign_ins
from config.launch.errors import CannotStart
from config.launch.migrations import waiting_migrations
from config.launch.processes import Processes
from library.catalog.models import Resource


def prepare(console: Console, processes: Processes) -> None:
    """Bring database and index to where the web process may start. Does little the second time.

    Leaves no connection open.

    Raises:
        CannotStart: the index could not be written.
    """
    with _step(console, "Preparing the database"):
        if waiting_migrations():
            call_command("migrate", verbosity=0, interactive=False)
    if settings.DEMO_ALLOWED and not Resource.objects.exists():
        with _step(console, "Loading the demo library"):
            call_command("load_demo", stdout=_Silent(), stderr=_Silent())
    with _step(console, "Bringing the index up to date"):
        connections.close_all()
        # In a process of its own: a search client's connections are not to be shared either.
        if processes.run("index", ["python", "manage.py", "index_changes", "--once"]):
            raise CannotStart("The index could not be brought up to date.")


def describe(console: Console, *, address: str, engine: str) -> None:
    """Tell where the library is, who may sign in, and what answers searches."""
    console.print()
    console.print(f"The library:  {address}/", highlight=False)
    console.print(f"For staff:    {address}/admin/", highlight=False)
    for sign_in in sign_ins():
        console.print(_line(sign_in), highlight=False, markup=False)
    console.print(f"Search:       {engine}", highlight=False, markup=False)
    console.print("Ctrl-C stops everything.", highlight=False)


def _line(sign_in: SignIn) -> str:
    return f"  {sign_in.role + ':':<20}{sign_in.username} / {sign_in.password}"


@contextmanager
def _step(console: Console, what: str) -> Iterator[None]:
    """Show a step while it lasts on a terminal, one line for it elsewhere."""
    if console.is_terminal:
        with console.status(f"{what} …"):
            yield
    else:
        console.print(f"{what} …")
        yield


class _Silent:
    """Takes what a command would print of its own."""

    def write(self, text: str) -> int:
        return len(text)
