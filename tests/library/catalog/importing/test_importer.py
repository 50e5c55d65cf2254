"""Importing into the database: twice the same, changes with their past, numbers without quarrel."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Revision

from library.catalog.enums import Format, Lifecycle, Scheme
from library.catalog.importing.importer import import_file
from library.catalog.importing.report import Outcome, Report
from library.catalog.models import Identifier, Language, Resource
from tests.factories.catalog import ResourceFactory, TopicFactory, TopicTermFactory
from tests.library.catalog.importing.records import binary_file, field, markup_file, record

pytestmark = pytest.mark.django_db


def counts(report: Report) -> tuple[int, ...]:
    return tuple(report.counts[outcome] for outcome in Outcome if outcome != Outcome.SKIPPED)


def test_an_imported_record_is_public_at_once(tmp_path: Path) -> None:
    topic = TopicFactory.create(name="Gangs")
    other = TopicTermFactory.create(term="Crime prevention").topic
    path = binary_file(
        tmp_path,
        record(
            field("650", "$aCRIME PREVENTION$zVermont.", second="0"),
            field("653", "$aGangs"),
            field("300", "$a1 videodisc"),
            field("856", "$uhttps://example.gov/a"),
        ),
    )
    assert counts(import_file(path=path)) == (1, 0, 0, 0)
    resource = Resource.objects.get(import_key=":000134")
    assert resource.live
    assert resource.product_number == "CAT-000134"
    assert resource.get_absolute_url() == "/resources/CAT-000134/beat-patrol/"
    assert resource.format == Format.DVD
    assert resource.primary_topic == other
    assert set(resource.topics.all()) == {topic, other}
    assert [language.name for language in resource.languages.all()] == ["English"]
    assert Identifier.objects.get(scheme=Scheme.CONTROL_NUMBER).normalized == "000134"
    assert resource.files.get().url == "https://example.gov/a"


def test_the_same_again_changes_nothing_in_any_format(tmp_path: Path) -> None:
    records = [record(number=str(number), title=f"$aTitle {number}") for number in range(3)]
    assert counts(import_file(path=binary_file(tmp_path, *records))) == (3, 0, 0, 0)
    before = list(Resource.objects.values_list("pk", "product_number", "updated_at"))
    assert counts(import_file(path=binary_file(tmp_path, *records))) == (0, 0, 3, 0)
    assert counts(import_file(path=markup_file(tmp_path, records))) == (0, 0, 3, 0)
    assert list(Resource.objects.values_list("pk", "product_number", "updated_at")) == before


def test_an_editors_change_stays_until_the_record_changes_and_is_then_in_the_history(
    tmp_path: Path,
) -> None:
    import_file(path=binary_file(tmp_path, record(field("653", "$aGangs"))))
    resource = Resource.objects.get()
    resource.title = "An editor's title"
    resource.lifecycle = Lifecycle.SUPERSEDED
    resource.save()
    assert counts(import_file(path=binary_file(tmp_path, record(field("653", "$aGangs"))))) == (
        0, 0, 1, 0,
    )  # fmt: skip
    resource.refresh_from_db()
    assert resource.title == "An editor's title"

    changed = record(field("653", "$aYouth"), title="$aA new title")
    assert counts(import_file(path=binary_file(tmp_path, changed))) == (0, 1, 0, 0)
    resource = Resource.objects.get()
    assert (resource.title, resource.product_number) == ("A new title", "CAT-000134")
    assert resource.lifecycle == Lifecycle.SUPERSEDED
    assert [subject.heading for subject in resource.subjects.all()] == ["Youth"]
    before, after = Revision.objects.filter(object_id=str(resource.pk)).order_by("pk")
    assert before.content["title"] == "An editor's title"
    assert [each["heading"] for each in before.content["subjects"]] == ["Gangs"]
    assert after.content["title"] == "A new title"
    assert [each["heading"] for each in after.content["subjects"]] == ["Youth"]
    assert resource.live_revision == resource.latest_revision == after
    assert not resource.has_unpublished_changes
    assert counts(import_file(path=binary_file(tmp_path, changed))) == (0, 0, 1, 0)


@pytest.mark.filterwarnings("ignore:get_connection")  # Wagtail 8.0 tells the moderators so
@pytest.mark.parametrize("held", ["locked", "in review"])
def test_what_an_editor_has_locked_or_sent_to_review_is_skipped_and_said(
    tmp_path: Path, held: str
) -> None:
    import_file(path=binary_file(tmp_path, record(), record(number="2")))
    resource = Resource.objects.get(import_key=":000134")
    if held == "locked":
        Resource.objects.filter(pk=resource.pk).update(locked=True)
    else:
        resource.save_revision()
        resource.get_workflow().start(resource, user=User.objects.create_user("clerk"))
    changed = [record(title="$aNew"), record(number="2", title="$aNew")]
    report = import_file(path=binary_file(tmp_path, *changed))
    assert (counts(report), report.counts[Outcome.SKIPPED]) == ((0, 1, 0, 0), 1)
    assert [str(remark) for remark in report.remarks] == [
        f"record 1 (000134): it is {held} and was left as it is; import it again later"
    ]
    assert report.as_json()["skipped"] == 1
    assert Resource.objects.get(pk=resource.pk).title == resource.title
    assert Resource.objects.get(import_key=":2").title == "New"
    Resource.objects.update(locked=False)
    if held == "locked":
        assert counts(import_file(path=binary_file(tmp_path, *changed))) == (0, 1, 1, 0)


def test_a_resource_taken_offline_stays_offline(tmp_path: Path) -> None:
    import_file(path=binary_file(tmp_path, record()))
    Resource.objects.update(live=False)
    import_file(path=binary_file(tmp_path, record(title="$aA new title")))
    assert not Resource.objects.get(title="A new title").live


def test_numbers_that_others_hold_are_left_out_and_said(tmp_path: Path) -> None:
    ResourceFactory.create(product_number="COPS-P273")
    ResourceFactory.create(product_number="CAT-1")
    report = import_file(
        path=binary_file(
            tmp_path,
            record(field("028", "$acops-p273", first="5"), number="1"),
            record(field("088", "$aNCJ 200291"), number="2"),
            record(field("088", "$aNCJ 200291"), number="3"),
            record(field("028", "$acops-p274", first="5"), number="4"),
        )
    )
    assert counts(report) == (4, 0, 0, 0)
    numbers = dict(Resource.objects.exclude(import_key=None).values_list(
        "import_key", "product_number"
    ))  # fmt: skip
    assert numbers[":1"].startswith("CAT-1-")
    assert (numbers[":2"], numbers[":3"], numbers[":4"]) == ("CAT-2", "CAT-3", "COPS-P274")
    assert Identifier.objects.filter(scheme=Scheme.NCJ).count() == 1
    assert [(entry.position, entry.text.split(" belongs")[0]) for entry in report.remarks] == [
        (1, "the Product number COPS-P273"),
        (3, "the NCJ number NCJ 200291"),
    ]
    again = import_file(path=Path(report.file))
    assert counts(again) == (0, 0, 4, 0)


def test_a_control_number_twice_in_a_file_is_two_resources_or_one_repeated(
    tmp_path: Path,
) -> None:
    path = binary_file(
        tmp_path, record(title="$aOne"), record(title="$aTwo"), record(title="$aOne")
    )
    assert counts(import_file(path=path)) == (2, 0, 1, 0)
    assert set(Resource.objects.values_list("title", "import_key")) == {
        ("One", ":000134"),
        ("Two", ":000134#2"),
    }
    assert counts(import_file(path=path)) == (0, 0, 3, 0)


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    records = [record(number="1"), record(number="2", title=""), record(number="3")]
    path = binary_file(tmp_path, *records)
    rehearsal = import_file(path=path, dry_run=True)
    assert not Resource.objects.exists()
    assert not Language.objects.exists()
    report = import_file(path=path)
    assert counts(rehearsal) == counts(report) == (2, 0, 0, 1)
    assert [str(entry) for entry in report.rejections] == ["record 2 (2): it has no title (245 $a)"]


def test_what_the_database_refuses_is_rejected_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library.catalog.importing.mapping.pages_of", lambda fields: (
        2**40 if fields.control("001") == "2" else None
    ))  # fmt: skip
    records = [record(number=str(number)) for number in (1, 2, 3)]
    report = import_file(path=binary_file(tmp_path, *records))
    assert counts(report) == (2, 0, 0, 1)
    assert report.rejections[0].control_number == "2"
    assert "the database refuses it" in report.rejections[0].text


def test_stopping_keeps_whole_batches_and_a_second_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library.catalog.importing.importer._BATCH", 2)
    path = binary_file(tmp_path, *(record(number=str(number)) for number in range(5)))
    report = import_file(path=path, stopping=lambda: True)
    assert report.stopped
    assert counts(report) == (2, 0, 0, 0)
    assert counts(import_file(path=path)) == (3, 0, 2, 0)


@pytest.mark.parametrize(
    "name", ["cops.mrc", "police.mrc", "police.xml", "gpo-av.mrc", "raw", "hostile"]
)
def test_real_files_go_in_and_stay_the_same(shared_data: Path, name: str) -> None:
    folder = shared_data / "hostile" / "marc" if name == "hostile" else shared_data / "marc" / name
    for path in sorted(folder.iterdir()) if folder.is_dir() else [folder]:
        first = import_file(path=path)
        again = import_file(path=path)
        created, changed, unchanged, rejected = counts(first)
        assert changed == 0
        assert counts(again) == (0, 0, created + unchanged, rejected)
        if name != "hostile":
            assert rejected == 0
    assert not Resource.objects.filter(product_number=None).exists()


def test_xml_and_binary_of_the_same_records_are_the_same_resources(shared_data: Path) -> None:
    import_file(path=shared_data / "marc" / "police.mrc")
    report = import_file(path=shared_data / "marc" / "police.xml")
    assert counts(report) == (0, 0, 476, 0)


def test_a_batch_takes_a_fixed_number_of_queries(
    tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    records = [
        record(
            field("650", f"$aSubject {n}", second="0"), field("490", f"$aSeries {n}"), number=str(n)
        )
        for n in range(50)
    ]
    path = binary_file(tmp_path, *records)
    with django_assert_max_num_queries(20):
        import_file(path=path)
