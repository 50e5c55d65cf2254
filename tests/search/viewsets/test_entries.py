"""An editor at work on the vocabulary, from the query to the live search and back."""

import uuid
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.test import Client
from pytest_django import Settings

from library.catalog.models import Resource
from library.jobs.models import Job
from library.jobs.tasks import run
from search import finder, lexicon
from search.elastic import client as connecting
from search.engine import Change
from search.models import EntryState, JudgedQuery, Judgment, VocabularyEntry
from search.query import SearchQuery
from search.records import records_for
from search.vocabulary.terms import Vocabulary
from search.workbench import preview, services
from tests.factories.catalog import ResourceFactory
from tests.search.entries import alias, make_editor, promotion, published, synonym

pytestmark = pytest.mark.django_db

SYNONYM = {"term": "CIT", "words": "crisis intervention team", "closeness": "same", "origin": "cit"}
SYNONYM |= {"is_two_way": "on"}
ENGINES = {"postgresql": "PostgreSQL", "elasticsearch": "Elasticsearch"}
ADD = "/admin/search/vocabulary/add"


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture(params=["postgresql", pytest.param("elasticsearch", marks=pytest.mark.elastic)])
def engine(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Let one of the engines answer."""
    finder.breaker_of.cache_clear()
    if request.param == "elasticsearch":
        settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")
        settings.ELASTICSEARCH_INDEX = f"test-workbench-{uuid.uuid4().hex[:8]}"
        monkeypatch.setattr(connecting, "SEARCH_SECONDS", 10.0)
        connecting.search_client.cache_clear()
    yield request.param
    if request.param == "elasticsearch":
        client = connecting.write_client(settings.ELASTICSEARCH_URL)
        for index in client.indices.get(index=f"{settings.ELASTICSEARCH_INDEX}-*").body:
            client.indices.delete(index=index)
    connecting.search_client.cache_clear()
    finder.breaker_of.cache_clear()


def index_library() -> None:
    rows = [
        ResourceFactory.create(product_number="COPS-T201", title="A crisis intervention team"),
        ResourceFactory.create(product_number="COPS-P901", title="Burglary of houses"),
    ]
    changes = [Change(pk, 1, record) for pk, record in records_for([r.pk for r in rows]).items()]
    for engine in finder.engines():
        with engine.fresh_index() as fresh:
            fresh.write(changes)


def found(text: str, engine: str) -> list[str]:
    results = finder.find(SearchQuery(text=text))
    assert (results.engine, results.degraded) == (engine, False)
    return [hit.product_number for hit in results.hits]


def tree_of(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def test_adding_a_synonym_changes_the_live_search_and_can_be_taken_back(
    editing: Client, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicon, "built_in_vocabulary", Vocabulary)  # which knows the term
    index_library()
    judged = JudgedQuery.objects.create(text="cit")
    target = Resource.objects.get(product_number="COPS-T201")
    Judgment.objects.create(query=judged, resource=target, grade=3)
    assert found("CIT", engine) == []

    answer = editing.post(f"{ADD}/synonym/", SYNONYM)
    entry = VocabularyEntry.objects.get()
    assert answer["Location"] == f"/admin/search/vocabulary/{entry.pk}/?q=cit"
    tree = tree_of(editing, answer["Location"])
    tiles = [cell.get_text(" ", strip=True) for cell in tree.select("#preview ~ .tiles dd")]
    assert tiles == ["0.000", "1.000", "1 of 1", ENGINES[engine]]
    assert "COPS-T201" in tree.select(".ranking__sides")[0].get_text()
    assert found("CIT", engine) == []

    editing.post(f"/admin/search/vocabulary/{entry.pk}/publish/")
    assert found("CIT", engine) == ["COPS-T201"]
    assert found("burglary", engine) == ["COPS-P901"]

    editing.post(f"/admin/search/vocabulary/{entry.pk}/retire/")
    assert found("CIT", engine) == []
    editing.post(f"/admin/search/vocabulary/{entry.pk}/publish/")
    assert found("CIT", engine) == ["COPS-T201"]
    history = [li.get_text() for li in tree_of(editing, answer["Location"]).select("ol li")]
    said = ["Restored", "Retired", "Published", "Created"]
    assert [next(word for word in said if word in line) for line in history[-4:]] == said
    assert all(line.endswith("by erin") for line in history[-4:])


def test_what_takes_long_is_offered_as_a_job(
    editing: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_library()
    judged = JudgedQuery.objects.create(text="burglary")
    target = Resource.objects.get(product_number="COPS-P901")
    Judgment.objects.create(query=judged, resource=target, grade=3)
    entry = services.save_draft(draft=synonym("zqt", "burglary"), actor=editor)
    address = f"/admin/search/vocabulary/{entry.pk}/"
    assert not tree_of(editing, address).select("form[action$='/measure/']")
    monkeypatch.setattr(preview, "BUDGET_SECONDS", -1.0)
    (form,) = tree_of(editing, address).select("form[action$='/measure/']")
    assert form.get_text(strip=True) == "Measure all 1"
    answer = editing.post(str(form["action"]))
    job = run(job_id=Job.objects.get().pk)
    assert answer["Location"] == f"/admin/jobs/{job.pk}/"
    (link,) = tree_of(editing, answer["Location"]).select(f"a[href='{job.result_url}']")
    tiles = tree_of(editing, str(link["href"])).select("#preview ~ .tiles dd")
    assert [cell.get_text(" ", strip=True) for cell in tiles][:3] == ["1.000", "1.000", "1 of 1"]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(editing: Client) -> None:
    answer = editing.post(f"{ADD}/synonym/", SYNONYM | {"term": "the of"})
    assert answer.status_code == 400
    tree = BeautifulSoup(answer.content.decode(), "html.parser")
    assert "search leaves out" in tree.select(".error-message")[0].get_text()
    assert tree.select("[name=term]")[0]["value"] == "the of"
    assert tree.select("[name=words]")[0].get_text(strip=True) == "crisis intervention team"
    assert not VocabularyEntry.objects.exists()
    assert editing.post(f"{ADD}/promotion/", {"texts": "x", "numbers": ""}).status_code == 400
    assert editing.post(f"{ADD}/alias/", {"texts": "\n", "instead": ""}).status_code == 400


def test_a_form_begins_with_what_the_editor_came_from(editing: Client) -> None:
    tree = tree_of(editing, f"{ADD}/promotion/?q=burglary&number=COPS-P901")
    assert tree.select("[name=texts]")[0].get_text(strip=True) == "burglary"
    assert tree.select("[name=numbers]")[0].get_text(strip=True) == "COPS-P901"
    assert tree_of(editing, f"{ADD}/synonym/?q=cit").select("[name=term]")[0]["value"] == "cit"


def test_a_published_entry_is_changed_by_another_in_its_place(
    editing: Client, editor: User
) -> None:
    old = published(alias("zold", "new"), editor)
    tree = tree_of(editing, f"{ADD}/alias/?replaces={old.pk}")
    assert tree.select("[name=instead]")[0]["value"] == "new"
    data = {"texts": "zold", "instead": "newer", "replaces": old.pk}
    address = editing.post(f"{ADD}/alias/", data)["Location"]
    draft = VocabularyEntry.objects.get(state=EntryState.DRAFT)
    assert tree_of(editing, f"/admin/search/vocabulary/{draft.pk}/edit/")
    editing.post(f"/admin/search/vocabulary/{draft.pk}/edit/", data | {"instead": "newest"})
    editing.post(f"/admin/search/vocabulary/{draft.pk}/publish/")
    assert tree_of(editing, address).select("dl.facts")
    states = VocabularyEntry.objects.order_by("pk").values_list("state", "words")
    assert [*states] == [("retired", ["new"]), ("published", ["newest"])]


def test_what_cannot_be_done_is_answered(editing: Client, editor: User) -> None:
    entry = published(synonym("zqt", "zebra"), editor)
    address = f"/admin/search/vocabulary/{entry.pk}"
    assert editing.get(f"{address}/publish/").status_code == 405
    assert editing.post(f"{address}/publish/", follow=True).status_code == 200
    assert editing.post(f"{address}/discard/", follow=True).status_code == 200
    assert VocabularyEntry.objects.filter(state=EntryState.PUBLISHED).exists()
    assert editing.get(f"{address}/edit/").status_code == 404
    assert editing.get(f"{ADD}/nothing/").status_code == 404
    assert editing.get(f"{ADD}/alias/?replaces={entry.pk}").status_code == 404
    assert editing.get(f"{ADD}/alias/?replaces=x").status_code == 404
    assert editing.get("/admin/search/vocabulary/999999/").status_code == 404


def test_who_may_only_look_cannot_change(client: Client, editor: User) -> None:
    entry = published(synonym("zqt", "zebra"), editor)
    reader = User.objects.create_user("reader")
    looking = ("access_admin", "view_askedquery", "view_vocabularyentry")
    reader.user_permissions.set(Permission.objects.filter(codename__in=looking))
    client.force_login(reader)
    assert client.get(f"/admin/search/vocabulary/{entry.pk}/").status_code == 200
    assert client.get(f"{ADD}/synonym/").status_code == 302
    for action in ("publish", "retire", "discard"):
        assert client.post(f"/admin/search/vocabulary/{entry.pk}/{action}/").status_code == 302
    entry.refresh_from_db()
    assert entry.state == EntryState.PUBLISHED


def test_every_step_stands_in_the_report_on_the_site(editing: Client, editor: User) -> None:
    ResourceFactory.create(product_number="COPS-P1")
    published(promotion("zgangs", "COPS-P1"), editor)
    report = tree_of(editing, "/admin/reports/site-history/")
    entry = VocabularyEntry.objects.get()
    (link, *_) = report.select(f'a[href="/admin/search/vocabulary/{entry.pk}/"]')
    assert link.get_text(strip=True) == "zgangs: promotion"


def test_entries_are_listed_and_narrowed(editing: Client, editor: User) -> None:
    published(synonym("zqt", "zebra"), editor)
    published(alias("zold", "new"), editor)

    def listed(query: str) -> list[str]:
        tree = tree_of(editing, f"/admin/search/vocabulary/{query}")
        return [cell.get_text(strip=True) for cell in tree.select("td.title")]

    assert listed("") == ["zold → new", "zqt = zebra"]
    assert listed("?kind=synonym&state=published") == ["zqt = zebra"]
    assert listed("?state=draft") == []
    assert len(listed("?kind=nonsense")) == 2
