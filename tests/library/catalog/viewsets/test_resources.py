"""Editors and moderators at work on resources."""

from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, ContextList
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from library.catalog.enums import Format, Kind, Relation, Scheme
from library.catalog.models import Resource
from tests.factories.catalog import (
    IdentifierFactory,
    LanguageFactory,
    ResourceFactory,
    SubjectHeadingFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
# Wagtail 8.0 opens its mail connection in the way that Django 6.1 deprecates.
wagtail_mails = pytest.mark.filterwarnings("ignore:get_connection")
CHILDREN = ("subjects", "contributions", "identifiers", "files", "relations", "legacy_addresses")


def url(name: str, *args: object) -> str:
    return reverse(Resource.snippet_viewset.get_url_name(name), args=args)


def form(action: str = "", **values: object) -> dict[str, object]:
    """What the browser sends for a form with a title and nothing else, but for `values`."""
    empty = {"title": "A draft", "lifecycle": "current"}
    rows = {name: inline_formset(values.pop(name, [])) for name in CHILDREN}
    actions = {action: "yes"} if action else {}
    data: dict[str, object] = nested_form_data(rows) | empty | values | actions
    return data


def complete(action: str = "", **values: object) -> dict[str, object]:
    topic = TopicFactory.create()
    return form(
        action,
        **{
            "title": "Responding to Chronic Callers",
            "product_number": "COPS-P500",
            "kind": Kind.GUIDE,
            "format": Format.DVD,
            "abstract": "What works.",
            "published_year": "2009",
            "topics": [topic.pk],
            "primary_topic": topic.pk,
            "languages": [LanguageFactory.create().pk],
        }
        | values,
    )


class Answer(Protocol):
    @property
    def context(self) -> ContextList | dict[str, Any]: ...


def errors_of(response: Answer) -> dict[str, list[str]]:
    shown: dict[str, list[str]] = response.context["form"].errors
    return shown


def created(client: Client, data: dict[str, object]) -> Resource:
    response = client.post(url("add"), data)
    assert response.status_code == 302, errors_of(response)
    resource: Resource = Resource.objects.latest("pk")
    return resource


def test_a_draft_needs_a_title_and_nothing_else(editor: Client) -> None:
    draft = created(editor, form(title="Half a thought"))
    assert (draft.live, draft.product_number, draft.slug) == (False, None, "half-a-thought")
    assert created(editor, form(title="Another half")).product_key is None


def test_a_draft_without_a_title_is_refused(editor: Client) -> None:
    assert "title" in errors_of(editor.post(url("add"), form(title="")))


def test_publishing_asks_at_each_field_for_what_is_missing(moderator: Client) -> None:
    response = moderator.post(url("add"), form("action-publish"))
    assert set(errors_of(response)) == {
        *("product_number", "kind", "format", "topics", "primary_topic"),
        *("languages", "published_year", "abstract"),
    }
    assert "Give the product number" in response.content.decode()
    assert not Resource.objects.exists()


def test_submitting_asks_for_it_too(editor: Client) -> None:
    assert "abstract" in errors_of(editor.post(url("add"), complete("action-submit", abstract=" ")))


def test_a_complete_resource_is_published(moderator: Client, client: Client) -> None:
    resource = created(moderator, complete("action-publish"))
    assert resource.live
    assert resource.get_absolute_url() == "/resources/COPS-P500/responding-to-chronic-callers/"
    assert client.get(resource.get_absolute_url()).status_code == 200


def test_the_primary_topic_is_one_of_the_topics(moderator: Client) -> None:
    primary = TopicFactory.create(name="Gangs")
    resource = created(moderator, complete("action-publish", primary_topic=primary.pk))
    assert primary in resource.topics.all()
    assert resource.topics.count() == 2


@pytest.mark.parametrize("number", ["COPS-P273", "cops p273", "P273", "copsp273"])
def test_another_writing_of_a_taken_number_is_refused(editor: Client, number: str) -> None:
    ResourceFactory.create(product_number="COPS-P273", title="The First")
    response = editor.post(url("add"), form(product_number=number))
    assert errors_of(response)["product_number"] == [
        "COPS-P273 is the number of “The First” already."
    ]


def test_a_number_among_anothers_identifiers_is_taken_and_the_other_way_round(
    editor: Client,
) -> None:
    other = ResourceFactory.create(product_number="COPS-P1", title="The First")
    IdentifierFactory.create(resource=other, scheme=Scheme.PRODUCT_NUMBER, value="COPS-W0273")
    answer = editor.post(url("add"), form(product_number="cops w0273"))
    assert errors_of(answer)["product_number"] == [
        "cops w0273 is the number of “The First” already."
    ]
    rows = [{"scheme": Scheme.PRODUCT_NUMBER, "value": "P1"}]
    page = editor.post(url("add"), form(identifiers=rows)).content.decode()
    assert "This is the number of “The First”." in page
    assert Resource.objects.count() == 1


def test_a_resource_may_have_its_own_number_among_its_identifiers(editor: Client) -> None:
    own = ResourceFactory.create(product_number="COPS-P1")
    rows = [{"scheme": Scheme.PRODUCT_NUMBER, "value": "COPS-P1"}]
    data = form(product_number="COPS-P1", identifiers=rows)
    assert editor.post(url("edit", own.pk), data).status_code == 302


@pytest.mark.parametrize("number", ["COPS", "COPS/P1", "COPS-P1?"])
def test_what_is_no_product_number_is_refused(editor: Client, number: str) -> None:
    assert "product_number" in errors_of(editor.post(url("add"), form(product_number=number)))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"scheme": "isbn", "value": "0-306-40615-3"}], "not a valid ISBN"),
        ([{"scheme": "ncj", "value": "NCJ 155063"}], "This is the number of"),
        (
            [
                {"scheme": "isbn", "value": "0306406152"},
                {"scheme": "isbn", "value": "9780306406157"},
            ],
            "This is here twice.",
        ),
    ],
)
def test_wrong_identifiers_are_answered_in_their_row(
    editor: Client, rows: list[dict[str, str]], words: str
) -> None:
    IdentifierFactory.create(scheme=Scheme.NCJ, value="155063")
    assert words in editor.post(url("add"), form(identifiers=rows)).content.decode()


def test_relations_to_itself_and_twice_are_refused(editor: Client) -> None:
    own = ResourceFactory.create(live=False)
    other = ResourceFactory.create()
    rows = [{"relation": Relation.COMPANION, "target": pk} for pk in (own.pk, other.pk, other.pk)]
    page = editor.post(url("edit", own.pk), form(relations=rows)).content.decode()
    assert "cannot be related to itself" in page
    assert "Please correct the duplicate" in page


def test_a_day_that_no_calendar_has_is_refused(editor: Client) -> None:
    dated = form(published_year="2023", published_month="2", published_day="29")
    assert errors_of(editor.post(url("add"), dated))["published_day"] == [
        "February 2023 has no day 29."
    ]


def test_the_preview_is_the_public_page_with_what_is_unsaved(editor: Client) -> None:
    topic = TopicFactory.create(name="Burglary")
    data = form(
        title="Seen Before Saving",
        topics=[topic.pk],
        contributions=[{"name": "Marple, Jane", "role": "author"}],
    )
    assert editor.post(url("preview_on_add"), data).json() == {
        "is_valid": True,
        "is_available": True,
    }
    page = editor.get(url("preview_on_add"))
    content = page.content.decode()
    assert page.status_code == 200
    for words in ("<h1>Seen Before Saving</h1>", "Marple, Jane", "Burglary", "No number yet"):
        assert words in content


def test_the_preview_of_a_public_resource_shows_its_draft(editor: Client) -> None:
    resource = ResourceFactory.create(title="As It Was", subtitle="Public")
    editor.post(url("preview_on_edit", resource.pk), form(title="As It Will Be"))
    assert (
        "<h1>As It Will Be</h1>" in editor.get(url("preview_on_edit", resource.pk)).content.decode()
    )
    assert "As It Was" in editor.get(resource.get_absolute_url()).content.decode()


@wagtail_mails
def test_editors_submit_and_moderators_approve(editor: Client, moderator: Client) -> None:
    resource = created(editor, complete("action-submit"))
    assert not resource.live
    state = resource.current_workflow_task_state
    approve = url("workflow_action", resource.pk, "approve", state.pk)
    assert editor.post(approve).status_code == 302
    resource.refresh_from_db()
    assert not resource.live, "an editor must not approve"
    moderator.post(approve)
    resource.refresh_from_db()
    assert resource.live


@wagtail_mails
def test_what_became_incomplete_is_not_approved(editor: Client, moderator: Client) -> None:
    resource = created(editor, complete("action-submit"))
    emptied = complete(abstract="")
    assert moderator.post(url("edit", resource.pk), emptied).status_code == 302
    state = resource.current_workflow_task_state
    response = moderator.post(url("workflow_action", resource.pk, "approve", state.pk), follow=True)
    assert "Write an abstract" in response.content.decode()
    resource.refresh_from_db()
    assert not resource.live


def test_a_scheduled_resource_appears_and_expires_by_itself(
    moderator: Client, client: Client
) -> None:
    now = datetime(2026, 3, 2, 15, tzinfo=UTC)
    with time_machine.travel(now, tick=False) as clock:
        go_live, expire = now + timedelta(hours=2), now + timedelta(days=2)
        data = complete("action-publish", go_live_at=_typed(go_live), expire_at=_typed(expire))
        resource = created(moderator, data)
        address = f"/resources/{resource.product_number}/{resource.slug}/"
        assert client.get(address).status_code == 404
        clock.move_to(now + timedelta(hours=3))
        call_command("publish_scheduled", verbosity=0)
        assert client.get(address).status_code == 200
        clock.move_to(now + timedelta(days=3))
        call_command("publish_scheduled", verbosity=0)
        assert client.get(address).status_code == 404


def test_scheduling_asks_for_what_is_missing(moderator: Client) -> None:
    later = _typed(timezone.now() + timedelta(days=1))
    response = moderator.post(url("add"), form("action-publish", go_live_at=later))
    assert "abstract" in errors_of(response)


def test_a_locked_resource_cannot_be_edited_by_others(editor: Client, moderator: Client) -> None:
    resource = ResourceFactory.create(title="As It Was")
    assert moderator.post(url("lock", resource.pk)).status_code == 302
    editor.post(url("edit", resource.pk), form(title="Changed"))
    resource.refresh_from_db()
    assert resource.get_latest_revision_as_object().title == "As It Was"


def test_two_revisions_are_compared(editor: Client) -> None:
    resource = created(editor, form(title="Before"))
    editor.post(url("edit", resource.pk), form(title="After"))
    first, second = resource.revisions.order_by("pk")
    page = editor.get(url("revisions_compare", resource.pk, first.pk, second.pk)).content.decode()
    assert "Before" in page
    assert "After" in page


def test_an_editor_may_neither_publish_nor_delete_nor_lock(editor: Client) -> None:
    resource = created(editor, complete("action-publish"))
    assert not resource.live, "without the permission it stays a draft"
    editor.post(url("delete", resource.pk))
    editor.post(url("lock", resource.pk))
    resource.refresh_from_db()
    assert not resource.locked


def test_a_resource_with_stock_is_withdrawn_not_deleted(moderator: Client) -> None:
    from library.inventory.ledger import open_item  # noqa: PLC0415

    resource = ResourceFactory.create(title="Still on the Shelf")
    open_item(resource_id=resource.pk)
    response = moderator.post(url("delete", resource.pk), follow=True)
    assert "Set its lifecycle to Withdrawn instead" in response.content.decode()
    assert Resource.objects.filter(pk=resource.pk).exists()


def test_a_resource_that_nothing_needs_is_deleted(moderator: Client) -> None:
    resource = ResourceFactory.create()
    assert moderator.post(url("delete", resource.pk)).status_code == 302
    assert not Resource.objects.filter(pk=resource.pk).exists()


def test_the_list_shows_filters_searches_and_exports(editor: Client) -> None:
    ResourceFactory.create(title="Found", product_number="COPS-P1", kind=Kind.GUIDE)
    ResourceFactory.create(title="Elsewhere", product_number="COPS-P2", kind=Kind.VIDEO)
    for query in ("?kind=guide", "?q=found", "?q=COPS-P1"):
        page = editor.get(url("list") + query).content.decode()
        assert "Found" in page, query
        assert "Elsewhere" not in page, query
    assert "COPS-P2" in editor.get(url("list") + "?export=csv").getvalue().decode()
    assert editor.get(url("list") + "?export=xlsx").status_code == 200


def test_the_list_leads_to_the_form_and_to_the_public_page(editor: Client) -> None:
    resource = ResourceFactory.create()
    page = editor.get(url("list")).content.decode()
    assert f'href="{url("edit", resource.pk)}"' in page
    assert f'href="{resource.get_absolute_url()}"' in page


def test_the_list_asks_no_more_for_more_rows(editor: Client) -> None:
    counts = []
    for more in (2, 10):
        ResourceFactory.create_batch(more)
        editor.get(url("list"))
        with CaptureQueriesContext(connection) as asked:
            editor.get(url("list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["inspect", "usage", "history", "copy", "edit"])
def test_the_other_screens_of_a_resource_open(editor: Client, name: str) -> None:
    resource = ResourceFactory.create()
    assert editor.get(url(name, resource.pk)).status_code == 200


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_a_copy_is_added_and_leaves_its_original_alone(moderator: Client, action: str) -> None:
    original = ResourceFactory.create(title="The original")
    subject = SubjectHeadingFactory.create(resource=original)
    copy = url("copy", original.pk)
    assert f'action="{url("add")}"' in moderator.get(copy).content.decode()
    subjects = [{"id": subject.pk, "heading": "Another", "source": ""}]
    data = complete(action, title="The copy", subjects=subjects) | {"subjects-INITIAL_FORMS": 1}
    assert moderator.post(copy, data).status_code == 405
    added = created(moderator, data)
    original = Resource.objects.get(pk=original.pk)
    assert (added.title, original.title) == ("The copy", "The original")
    assert added.pk != original.pk
    assert [row.heading for row in original.subjects.all()] == [subject.heading]
    assert [row.heading for row in added.subjects.all()] == ["Another"]
    assert original.latest_revision is None


def _typed(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
