"""Reading real files and hostile ones, each at a bounded cost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from config.env import ROOT
from media.extraction import server
from media.extraction.reader import Extract, Reader
from media.limits import READ_CHARACTERS, READ_MEMORY, READ_SECONDS

COST = Path(__file__).parent / "cost.py"
# Facts about the shared files: pages, and why their text is not known.
PROBLEMS = {
    "pypdf_libreoffice-writer-password.pdf": (None, "encrypted"),
    "pypdf_unreadablemetadata.pdf": (None, "damaged"),
}
PAGES = {
    "gpo_AIANNH_Subject-Based-Resources_202005-Combined.pdf": 96,
    "gpo_AIANNH_Subject-Based-Resources_Oil-Gas-Drilling_202103_282.pdf": 47,
    "gsa_arabic.pdf": 4,
    "pypdf_multicolumn.pdf": 3,
}
HOSTILE = {
    "artur_corrupted.pdf": "damaged",
    "artur_encrypted.pdf": "encrypted",
    "pdfjs_poppler-395-0-fuzzed.pdf": "damaged",
    "pdfjs_poppler-937-0-fuzzed.pdf": "damaged",
    "invalid_format1.srt": "damaged",
    "empty.vtt": "damaged",
}


def costs(*files: Path) -> dict[str, dict[str, Any]]:
    """Return what each file gave and cost, by name."""
    command = [sys.executable, str(COST), *map(str, files)]
    environment = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    lines = done.stdout.splitlines()
    return {file.name: json.loads(line) for file, line in zip(files, lines, strict=True)}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def drawn(path: Path, *pages: str) -> Path:
    """Return a PDF file with a page for each text."""
    canvas = Canvas(str(path), pagesize=LETTER)
    for text in pages:
        for line, part in enumerate(text.split("\n")):
            canvas.drawString(72, 720 - 14 * line, part)
        canvas.showPage()
    canvas.save()
    return path


def test_real_files(shared_data: Path) -> None:
    found = costs(*sorted((shared_data / "pdf").glob("*.pdf")))
    assert len(found) == 40
    problems = {name: (e["pages"], e["problem"]) for name, e in found.items() if e["problem"]}
    assert problems == PROBLEMS
    assert {name: found[name]["pages"] for name in PAGES} == PAGES
    empty = {name for name, each in found.items() if not each["passages"]}
    assert empty == {*PROBLEMS, "gsa_image_only.pdf"}
    words = {name: " ".join(text for _, text in each["passages"]) for name, each in found.items()}
    assert "British English" in words["gsa_lang_subcode.pdf"]
    places = [place for place, _ in found["pypdf_pdflatex-4-pages.pdf"]["passages"]]
    assert places == [1, 2, 3, 4]


def test_hostile_files_cost_little_and_get_an_answer(shared_data: Path) -> None:
    hostile = shared_data / "hostile"
    captions = [file for kind in ("vtt", "srt") for file in (hostile / "vtt").glob(f"*.{kind}")]
    found = costs(*sorted((hostile / "pdf").glob("*.pdf")), *sorted(captions))
    assert len(found) == 48
    assert {name: found[name]["problem"] for name in HOSTILE} == HOSTILE
    assert max(each["seconds"] for each in found.values()) <= 2
    assert max(each["kilobytes"] for each in found.values()) <= READ_MEMORY / 1024


def test_a_file_that_takes_for_ever_is_stopped_and_keeps_what_was_read(
    tmp_path: Path, reader: Reader
) -> None:
    many = "\n".join("word " * 18 for _ in range(48))
    extract = reader.read(drawn(tmp_path / "long.pdf", *["Chapter one", *[many] * 1500]), "pdf")
    assert extract.problem in {"slow", "long"}  # whichever limit this machine comes to first
    assert extract.passages[0] == (1, "Chapter one")
    assert extract.pages == 1501
    assert extract.seconds <= READ_SECONDS + 0.5
    assert sum(len(text) for _, text in extract.passages) <= READ_CHARACTERS
    assert reader.read(drawn(tmp_path / "next.pdf", "still here"), "pdf").problem == ""


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        ("while True: pass", "slow"),
        ("import time; time.sleep(30)", "slow"),
        ("b = bytearray(400 * 1024 * 1024)", "heavy"),
        ("import os; os.abort()", "damaged"),
        ("import os; [os.dup(1) for _ in range(20)]", "damaged"),
        ("open('/proc/self/fd/1').read() if False else 1 / 0", "damaged"),
    ],
)
def test_the_kernel_ends_what_costs_too_much(tmp_path: Path, act: str, problem: str) -> None:
    """Run a program in place of the PDF engine, under the very limits it has."""
    reading = tmp_path / "server.py"
    reading.write_text(
        "from media.extraction import server\n"
        f"def misbehave(path):\n    {act}\n    yield {{}}\n"
        "server.read_pages = misbehave\nserver.serve()\n"
    )
    answer = tmp_path / "answer"
    question = json.dumps({"path": str(reading), "kind": "pdf", "answer": str(answer)})
    command = [sys.executable, str(reading)]
    reply = json.loads(
        subprocess.run(
            command,
            input=question,
            capture_output=True,
            check=True,
            text=True,
            env={"PYTHONPATH": str(ROOT)},
        ).stdout
    )
    expected = {"slow": {-14, -24}, "heavy": {server.OUT_OF_MEMORY}, "damaged": {1, -6}}
    assert reply["code"] in expected[problem]
    assert reply["seconds"] <= 2.5
    assert reply["kilobytes"] <= READ_MEMORY / 1024


def test_divided_words_are_joined_and_controls_are_gone(tmp_path: Path, reader: Reader) -> None:
    captions = tmp_path / "a.vtt"
    captions.write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nbur\u00adglary \ue000<b>of</b>\x07 cars\n"
    )
    assert reader.read(captions, "vtt").passages == ((1, "burglary of cars"),)


def test_captions_become_passages_of_some_seconds(tmp_path: Path, reader: Reader) -> None:
    cues = "".join(
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:00:00,900\nline {n}\n\n"
        for n in range(0, 90, 5)
    )
    file = tmp_path / "a.srt"
    file.write_text(cues)
    passages = reader.read(file, "srt").passages
    assert [place for place, _ in passages] == [0, 20, 40, 60, 80]
    assert passages[1][1] == "line 20 line 25 line 30 line 35"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_captions_of_any_usual_encoding(tmp_path: Path, reader: Reader, encoding: str) -> None:
    file = tmp_path / "a.vtt"
    file.write_bytes("WEBVTT\n\n00:01.000 --> 00:02.000\nseñal\n".encode(encoding))
    assert reader.read(file, "vtt").passages == ((1, "señal"),)


def test_a_file_too_large_is_not_opened(tmp_path: Path, reader: Reader) -> None:
    file = tmp_path / "large.pdf"
    with file.open("wb") as sparse:
        sparse.truncate(201 * 1024 * 1024)
    assert reader.read(file, "pdf") == Extract(problem="large")


def test_nothing_of_our_environment_reaches_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "secret")
    with Reader() as reader:
        pid = reader._process.pid  # noqa: SLF001 - what the system says of it is the proof
        assert b"secret" not in Path(f"/proc/{pid}/environ").read_bytes()
