"""The pages of long work: who sees which, and what they say."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, Permission
from django.test import Client
from django.utils import timezone

from library.jobs.models import Job, JobFile
from library.jobs.states import JobState
from library.jobs.tasks import delete_old_files
from tests.library.jobs.conftest import Count

pytestmark = pytest.mark.django_db

type Person = tuple[Client, AbstractBaseUser]


def person(name: str, *permissions: str) -> Person:
    user = get_user_model().objects.create_user(name, password=None)
    for codename in ("access_admin", *permissions):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client = Client()
    client.force_login(user)
    return client, user


@pytest.fixture
def clerk() -> Person:
    return person("casey", "view_order")


@pytest.fixture
def other() -> Person:
    return person("other", "view_order")


def keep_file(job: Job, *, age: timedelta = timedelta()) -> JobFile:
    return JobFile.objects.create(
        job=job,
        name="labels.pdf",
        content_type="application/pdf",
        content=b"%PDF-1.7 labels",
        made_at=timezone.now() - age,
    )


def test_everybody_sees_their_own_jobs(count: Count, clerk: Person, other: Person) -> None:
    job = count.job(clerk[1])
    assert b"Count to five" in clerk[0].get("/admin/jobs/").content
    assert b"Count to five" not in other[0].get("/admin/jobs/").content
    assert other[0].get(f"/admin/jobs/{job.pk}/").status_code == 404
    manager, _ = person("manager", "view_job")
    assert b"Count to five" in manager.get("/admin/jobs/").content


def test_the_page_says_how_far_it_is(count: Count, clerk: Person) -> None:
    job = count.job(clerk[1])
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING,
        total=1_200,
        done=400,
        resumed_at=now - timedelta(seconds=20),
        touched_at=now,
    )
    page = clerk[0].get(f"/admin/jobs/{job.pk}/").content.decode()
    assert "400 of 1,200 done" in " ".join(page.split())
    assert "20 a second" in page
    assert "about 0:00:40 left" in page
    assert 'data-live="running"' in page
    assert "Cancel" in page


def test_the_page_says_what_could_not_be_done(count: Count, clerk: Person) -> None:
    job = count.job(clerk[1])
    job.problems.create(about="order R-1", message="It is declined.")
    Job.objects.filter(pk=job.pk).update(problem_count=1, state=JobState.DONE)
    page = clerk[0].get(f"/admin/jobs/{job.pk}/").content.decode()
    assert "order R-1" in page
    assert "It is declined." in page
    assert 'data-live="idle"' in page


def test_who_started_it_cancels_it_and_goes_on(count: Count, clerk: Person) -> None:
    job = count.job(clerk[1])
    client = clerk[0]
    client.post(f"/admin/jobs/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    answer = client.post(f"/admin/jobs/{job.pk}/cancel/", follow=True)
    assert "is cancelled: nothing to do" in answer.content.decode()
    client.post(f"/admin/jobs/{job.pk}/resume/")
    job.refresh_from_db()
    assert job.state == JobState.WAITING
    assert client.get(f"/admin/jobs/{job.pk}/cancel/").status_code == 405


def test_who_only_looks_stops_nothing(count: Count, clerk: Person) -> None:
    job = count.job(clerk[1])
    auditor, _ = person("auditor", "view_job")
    assert b">Cancel<" not in auditor.get(f"/admin/jobs/{job.pk}/").content
    auditor.post(f"/admin/jobs/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.state == JobState.WAITING
    assert not job.is_to_stop


def test_a_file_is_fetched_by_those_who_may_and_the_kind_hears_of_it(
    count: Count, clerk: Person
) -> None:
    job = count.job(clerk[1])
    keep_file(job)
    answer = clerk[0].get(f"/admin/jobs/{job.pk}/file/")
    assert answer.content == b"%PDF-1.7 labels"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == 'attachment; filename="labels.pdf"'
    assert count.fetched == [(job, clerk[1])]

    auditor, _ = person("auditor", "view_job")
    assert auditor.get(f"/admin/jobs/{job.pk}/file/").status_code != 200
    assert len(count.fetched) == 1


def test_a_file_is_kept_for_a_day(count: Count, clerk: Person) -> None:
    old, young = count.job(clerk[1]), count.job(clerk[1])
    keep_file(old, age=timedelta(hours=25))
    keep_file(young, age=timedelta(hours=23))
    assert clerk[0].get(f"/admin/jobs/{old.pk}/file/").status_code == 404
    assert clerk[0].get(f"/admin/jobs/{young.pk}/file/").status_code == 200
    delete_old_files(timestamp=0)
    assert [file.job_id for file in JobFile.objects.all()] == [young.pk]


def test_a_list_of_jobs_costs_the_same_for_one_and_for_many(
    count: Count, clerk: Person, django_assert_max_num_queries: object
) -> None:
    client, user = clerk
    for _ in range(3):
        keep_file(count.job(user))
    client.get("/admin/jobs/")
    with django_assert_max_num_queries(12) as captured:  # type: ignore[operator]
        client.get("/admin/jobs/")
    few = len(captured)
    for _ in range(20):
        keep_file(count.job(user))
    with django_assert_max_num_queries(few):  # type: ignore[operator]
        client.get("/admin/jobs/")
