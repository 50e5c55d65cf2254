"""What every test may ask for: the database, a search node, a browser, the shared data."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn, cast

import pytest
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from config.env import ENV, ROOT
from config.launch.background import end_shared_node, shared_node
from config.launch.errors import CannotStart
from tests.database import TestDatabase
from tests.journeys.stack import Stack
from tests.journeys.walk import Walker

CI = os.environ.get("CI", "") not in {"", "false", "0"}
SERVICES = {"elastic": "elasticsearch_url", "browser": "browser"}  # a marker and its fixture


def unavailable(reason: str) -> NoReturn:
    """Skip on a laptop, fail in CI: a service missing there is a fault, not a circumstance."""
    if CI:
        pytest.fail(f"{reason} (CI is set, so this is a failure)", pytrace=False)
    pytest.skip(reason)


def owner_process(config: pytest.Config) -> int:
    """Return the process id of the whole run, the same in each xdist worker."""
    return os.getppid() if hasattr(config, "workerinput") else os.getpid()


def node_folder(config: pytest.Config) -> Path:
    """Return the folder of this run's search node."""
    return ENV.library_var / "tests" / f"elasticsearch-{owner_process(config)}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a service's marker bring its fixture, and its fixture the marker."""
    for item in items:
        names: list[str] = getattr(item, "fixturenames", [])
        for marker, fixture in SERVICES.items():
            if fixture in names:
                item.add_marker(marker)
            elif item.get_closest_marker(marker):
                names.insert(0, fixture)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop this run's search node when the last worker is done with it."""
    if not hasattr(config, "workerinput"):
        folder = node_folder(config)
        end_shared_node(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Give this process a clone of the migrated template; transactional tests get it anew."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    database = TestDatabase(f"test_library_{worker}")
    with django_db_blocker.unblock():
        database.create()
    with pytest.MonkeyPatch.context() as patch:
        # Instead of a flush, which would also empty what migrations put in.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: database.restore())
        yield
    with django_db_blocker.unblock():
        database.remove()


@pytest.fixture(scope="session")
def elasticsearch_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a live Elasticsearch: ELASTICSEARCH_URL's, else a node of this run."""
    if ENV.elasticsearch_url:
        return ENV.elasticsearch_url
    try:
        return shared_node(node_folder(request.config), owner=owner_process(request.config))
    except CannotStart as problem:
        unavailable(str(problem))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield the system's Chromium, headless."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        unavailable("There is no Chromium on the PATH: install chromium.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; Django would refuse to query beside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture(params=[1280, 320])
def walker(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Walker]:
    """Yield somebody who walks through the test's own library at a wide and at a narrow screen."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    context.set_default_timeout(15_000)
    library = cast("Stack", SimpleNamespace(url=live_server.url))
    yield Walker(context.new_page(), library)
    context.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real records that are not ours to publish."""
    folder = Path(os.environ.get("LIBRARY_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        unavailable("The shared test data are not here: set LIBRARY_TEST_DATA to their folder.")
    return folder
