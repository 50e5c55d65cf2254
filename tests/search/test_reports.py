"""The admin's report on the indices: who may see and do what, and what it shows."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from search.embedded.documents import Document
from search.embedded.engine import PostgresEngine
from search.indexing import drain, run_check
from search.models import IndexCheck, Rebuild
from tests.factories.catalog import ResourceFactory

pytestmark = pytest.mark.django_db

URL = "/admin/reports/search-index/"


def member_of(group: str) -> Client:
    user = User.objects.create_user(group.lower(), f"{group}@example.gov", "a long password")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def buttons(page: bytes) -> set[str]:
    soup = BeautifulSoup(page, "html.parser")
    return {str(button["value"]) for button in soup.select("button[name=action]")}


def text(page: bytes) -> str:
    return " ".join(BeautifulSoup(page, "html.parser").get_text().split())


def jobs() -> list[tuple[str, str]]:
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", "status"))


class TestWhoMay:
    def test_moderators_look_and_act(self) -> None:
        moderator = member_of("Moderators")
        assert buttons(moderator.get(URL).content) == {"rebuild", "check", "repair"}
        assert "Search index" in text(moderator.get("/admin/reports/search-index/").content)

    def test_editors_look(self) -> None:
        editor = member_of("Editors")
        assert buttons(editor.get(URL).content) == set()
        data = {"engine": "postgresql", "action": "rebuild"}
        assert editor.post(URL, data)["Location"] == "/admin/"
        assert jobs() == []

    def test_clerks_do_neither(self) -> None:
        clerk = member_of("Fulfillment clerks")
        assert clerk.get(URL)["Location"] == "/admin/"
        assert URL not in clerk.get("/admin/").content.decode()

    def test_strangers_are_asked_who_they_are(self, client: Client) -> None:
        assert client.get(URL)["Location"].startswith("/admin/login/")


class TestActing:
    @pytest.mark.parametrize(
        ("action", "task"),
        [
            ("rebuild", "search.rebuild_index"),
            ("check", "search.check_index"),
            ("repair", "search.check_index"),
        ],
    )
    def test_a_button_queues_one_job_however_often_it_is_pressed(
        self, admin_client: Client, action: str, task: str
    ) -> None:
        data = {"engine": "postgresql", "action": action}
        admin_client.post(URL, data)
        page = admin_client.post(URL, data, follow=True).content
        assert jobs() == [(task, "todo")]
        assert "as soon as the worker is free" in text(page)

    def test_a_rebuild_that_waits_is_taken_back(self, admin_client: Client) -> None:
        data = {"engine": "postgresql", "action": "rebuild"}
        page = admin_client.post(URL, data, follow=True).content
        assert "Waits for the worker" in text(page)
        assert buttons(page) == {"cancel", "check", "repair"}
        admin_client.post(URL, data | {"action": "cancel"})
        assert ("search.rebuild_index", "cancelled") in jobs()

    @pytest.mark.parametrize("data", [{}, {"engine": "solr", "action": "rebuild"}])
    def test_anything_else_does_nothing_and_says_so(
        self, admin_client: Client, data: dict[str, str]
    ) -> None:
        assert "Nothing was done" in text(admin_client.post(URL, data, follow=True).content)
        assert jobs() == []


class TestShown:
    def test_a_rebuild_that_was_broken_off_offers_to_go_on(self, admin_client: Client) -> None:
        Rebuild.objects.create(
            engine="postgresql", done=600, total=1000, refused=2, reason="It was away."
        )
        page = admin_client.get(URL).content
        said = text(page)
        assert "Broken off" in said
        assert "600 of 1,000 resources" in said
        assert "2 refused" in said
        assert "It was away." in said
        assert buttons(page) == {"rebuild", "cancel", "check", "repair"}
        progress = BeautifulSoup(page, "html.parser").progress
        assert progress
        assert (progress["value"], progress["max"]) == ("600", "1000")

    def test_the_last_checks_name_what_they_found(
        self, admin_client: Client, embedded: PostgresEngine
    ) -> None:
        one, _ = ResourceFactory.create_batch(2)
        drain(embedded)
        Document.objects.filter(resource_id=one.pk).delete()
        run_check(embedded, mend=True)
        assert f"missing: {one.pk}" in text(admin_client.get(URL).content)

    def test_it_says_when_an_engine_did_not_answer(self, admin_client: Client) -> None:
        IndexCheck.objects.create(engine="postgresql", trouble="postgresql is unavailable: away")
        assert "No result: postgresql is unavailable" in text(admin_client.get(URL).content)
