"""The command: what it prints where, and how it ends."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from library.catalog.models import Resource
from tests.library.catalog.importing.records import binary_file, record

pytestmark = pytest.mark.django_db


def run(*arguments: str | Path) -> str:
    out = StringIO()
    call_command("import_records", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_summary_counts_and_names_what_was_rejected(tmp_path: Path) -> None:
    path = binary_file(tmp_path, record(), record(number="77", title=""))
    printed = run(path)
    assert "1 created, 0 changed, 0 unchanged, 0 skipped, 1 rejected" in printed
    assert "record 2 (77): it has no title" in printed


def test_json_is_one_object_with_the_same_facts(tmp_path: Path) -> None:
    path = binary_file(tmp_path, record(), record(number="77", title=""))
    summary = json.loads(run(path, "--json", "--dry-run"))
    assert (summary["created"], summary["rejected"]) == (1, 1)
    assert summary["files"][0]["dry_run"] is True
    assert summary["files"][0]["rejections"] == [
        {"position": 2, "control_number": "77", "reason": "it has no title (245 $a)"}
    ]
    assert not Resource.objects.exists()


def test_an_unreadable_file_fails_with_one_line_and_the_others_go_in(tmp_path: Path) -> None:
    good = binary_file(tmp_path, record())
    missing = tmp_path / "missing.mrc"
    with pytest.raises(CommandError, match="cannot be opened") as failure:
        run(missing, good)
    assert str(missing) in str(failure.value)
    assert "\n" not in str(failure.value)
    assert Resource.objects.count() == 1
