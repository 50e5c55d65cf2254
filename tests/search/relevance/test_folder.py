"""What is understood of a judged set on disk, and what is said about one that is none."""

from pathlib import Path

import pytest

from search.relevance.folder import BadFolder, read_folder
from tests.search.relevance.sets import write_set


def test_documents_become_records_by_the_names_of_their_fields(tmp_path: Path) -> None:
    document = {
        "id": 7, "title": "Night shift", "text": "Quiet.", "keywords": ["patrol", "sleep"],
        "corporate": "Police Office", "physical": "2 discs", "issued": "May 2012", "sudoc": "J 1.2",
        "complete": True, "pages": 12,
    }  # fmt: skip
    (record,) = read_folder(
        write_set(tmp_path, [document], {"q": "night"}, [("q", "7", 1)])
    ).records
    assert (record.id, record.product_number, record.title) == (1, "7", "Night shift")
    assert (record.abstract, record.notes) == ("Quiet.", "2 discs")
    assert (record.subjects, record.contributors) == (("patrol", "sleep"), ("Police Office",))
    assert (record.year, record.published) == (2012, 20120000)


def test_missing_pieces_are_tolerated(tmp_path: Path) -> None:
    folder = write_set(tmp_path, [{"id": "a"}], {"q": "x"}, [("q", "a", 1), ("q", "gone", 1)])
    with (folder / "qrels.tsv").open("a", encoding="utf-8") as file:
        file.write("\nother\t0\ta\t2\n")
    judged = read_folder(folder)
    assert judged.records[0].title == "a"
    assert judged.grades == {"q": {"a": 1, "gone": 1}, "other": {"a": 2}}


def test_the_names_of_the_columns_are_no_grade(tmp_path: Path) -> None:
    folder = write_set(tmp_path)
    rows = (folder / "qrels.tsv").read_text(encoding="utf-8")
    (folder / "qrels.tsv").write_text(f"query\tdocument\tgrade\n{rows}", encoding="utf-8")
    assert read_folder(folder).grades["q2"] == {"school": 2, "gangs": 1}


def test_queries_without_relevant_documents_are_left_out(tmp_path: Path) -> None:
    assert set(read_folder(write_set(tmp_path)).judged) == {"q1", "q2", "q3"}


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("docs.jsonl", None, "docs.jsonl cannot be read"),
        ("docs.jsonl", "{", "docs.jsonl, line 1: "),
        ("docs.jsonl", "[]", "docs.jsonl, line 1: not a JSON object"),
        ("docs.jsonl", '{"title": "x"}', "docs.jsonl, line 1: an “id” is missing"),
        ("docs.jsonl", '{"id": "a"}\n{"id": "a"}', "docs.jsonl, line 2: document 'a' is there"),
        ("queries.jsonl", '{"id": "q"}', "queries.jsonl, line 1: a query needs a “text”"),
        ("qrels.tsv", "q1\tcars\t1\nq2", "qrels.tsv, line 2: not query id, document id and grade"),
        ("qrels.tsv", "q1\tcars\t0", "qrels.tsv holds no relevant document"),
        ("docs.jsonl", b"\xff\xfe", "docs.jsonl cannot be read"),
    ],
)
def test_a_bad_folder_is_answered_clearly(
    tmp_path: Path, file: str, content: str | bytes | None, problem: str
) -> None:
    path = write_set(tmp_path) / file
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadFolder, match=problem):
        read_folder(tmp_path)


def test_what_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(BadFolder, match="is not a folder"):
        read_folder(tmp_path / "absent")
