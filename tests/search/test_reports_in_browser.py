"""The admin's report in a real browser: accessible in every state, and fresh by itself."""

import os
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from search import outbox
from search.models import IndexCheck, Rebuild
from tests.journeys.walk import Walker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

URL = "/admin/reports/search-index/"


@pytest.fixture
def walker(walker: Walker, live_server: LiveServer) -> Walker:
    """Let a moderator walk."""
    user = User.objects.create_user("morgan", "morgan@example.gov", "a long password")
    user.groups.add(Group.objects.get(name="Moderators"))
    client = Client()
    client.force_login(user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    walker.page.context.add_cookies([{**session, "url": live_server.url}])  # type: ignore[typeddict-item]
    return walker


def test_every_state_is_accessible_and_progress_moves_by_itself(walker: Walker) -> None:
    assert "Never rebuilt" in walker.visit(URL).inner_text("main")

    ago = timezone.now() - timedelta(seconds=20)
    run = Rebuild.objects.create(
        engine="postgresql", done=4000, total=10_000, resumed_at=ago, started_at=ago
    )
    IndexCheck.objects.create(
        engine="postgresql", seconds=2.31, expected=10_000, missing=2, wrongly_visible=1,
        first_ids={"wrongly_visible": [7], "missing": [12, 15]}, repaired=3, left=0,
    )  # fmt: skip
    IndexCheck.objects.create(engine="postgresql", trouble="postgresql is unavailable: away")
    assert "Broken off" in walker.visit(URL).inner_text("main")

    other = connection.copy()
    with other.cursor() as cursor:  # somebody rebuilds
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", outbox.Turn("postgresql", "rebuild").key)
        page = walker.visit(URL)
        assert "4,000 of 10,000" in page.inner_text("main")
        Rebuild.objects.filter(pk=run.pk).update(done=6000, touched_at=timezone.now())
        page.get_by_text("6,000 of 10,000").wait_for()
        walker.look()
        if folder := os.environ.get("PICTURES"):
            width = page.viewport_size["width"] if page.viewport_size else 0
            page.screenshot(path=f"{folder}/search-index-{width}.png", full_page=True)
    other.close()
