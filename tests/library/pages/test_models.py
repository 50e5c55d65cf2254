"""Pages as readers and editors see them."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import GroupPagePermission

from tests.factories.catalog import ResourceFactory, TopicFactory
from tests.factories.distribution import BaselineEntryFactory
from tests.factories.pages import make_home, make_page

pytestmark = pytest.mark.django_db


def test_home_shows_search_counter_topics_and_titles(client: Client) -> None:
    topic = TopicFactory.create(name="Crime prevention")
    resource = ResourceFactory.create(title="Closing the Door", primary_topic=topic)
    BaselineEntryFactory.create(copies=1_090_000)
    home = make_home(title="Our library")
    home.featured = [("resource", resource)]
    home.save_revision().publish()
    page = client.get("/").content.decode()
    assert "<h1>Our library</h1>" in page
    assert "1,090,000" in page
    assert "99.0% of the goal of 1,100,000" in page
    assert page.count("Closing the Door") == 2  # featured and among the newest
    assert f'href="{reverse("catalog:topic", args=(topic.slug,))}"' in page
    assert 'name="q"' in page


def test_home_costs_few_statements_however_many_titles(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    resources = ResourceFactory.create_batch(9)
    home = make_home()
    home.featured = [("resource", resource) for resource in resources]
    home.save_revision().publish()
    client.get("/")
    with django_assert_max_num_queries(12):
        client.get("/")


def test_standard_page_has_title_breadcrumb_and_body(client: Client) -> None:
    about = make_page(make_home())
    make_page(about, title="Team", slug="team", intro="Who we are.")
    page = client.get("/about/team/").content.decode()
    assert "<title>Team " in page
    assert '<a class="usa-breadcrumb__link" href="/about/"><span>About</span></a>' in page
    assert "Who we are." in page
    assert "Words that everybody may read." in page
    assert 'aria-current="page">Team</a>' in page


def test_front_door_leads_to_the_search_while_there_is_no_home(client: Client) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("search:results"))


def test_pages_carry_nothing_inline(client: Client) -> None:
    make_home()
    page = client.get("/").content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert all("src=" in tag for tag in page.split("<script")[1:])


@pytest.mark.parametrize("name", ["Editors", "Moderators"])
def test_editors_may_change_pages(client: Client, name: str) -> None:
    home = make_home()
    editor = User.objects.create_user("editor", password="a long password")
    editor.groups.add(Group.objects.get(name=name))
    assert GroupPagePermission.objects.filter(group__name=name, page__depth=1).exists()
    client.force_login(editor)
    form = client.get(reverse("wagtailadmin_pages:edit", args=(home.pk,)))
    assert form.status_code == 200


def test_home_can_be_previewed() -> None:
    home = make_home()
    home.intro = "A draft of the intro."
    answer = home.make_preview_request()
    answer.render()
    assert "A draft of the intro." in answer.content.decode()


def test_home_stands_when_a_title_that_it_features_is_deleted(client: Client) -> None:
    gone, kept = ResourceFactory.create(title="Gone"), ResourceFactory.create(title="Kept")
    home = make_home()
    home.featured = [("resource", gone), ("resource", kept)]
    home.body = [("resource", gone), ("resource", kept)]
    home.save_revision().publish()
    gone.delete()
    page = client.get("/")
    assert page.status_code == 200
    assert "Kept" in page.content.decode()
