"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import global_settings, settings

from config.env import ROOT

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 50
HOMELESS = {"utils", "helpers", "common", "core", "misc"}
ADDRESSES_OF_REGISTRIES = [
    "pypi" + ".org",
    "files.python" + "hosted.org",
    "registry.npm" + "js.org",
    "repo1.maven" + ".org",
    "repo.maven.apache" + ".org",
    "deb.debian" + ".org",
    "docker.elastic" + ".co",
]
PATHS_OF_MACHINES = ["/" + "work/", "/" + "root/", "/" + "tmp/", "/" + "home/"]


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked()
PYTHON = [file for file in FILES if file.suffix == ".py"]
OURS = [file for file in PYTHON if "migrations" not in file.parts]
MAILS = ROOT / "templates" / "mail"  # not shown under the site's policy
TEMPLATES = [file for file in FILES if file.suffix == ".html" and not file.is_relative_to(MAILS)]


def shown(file: Path) -> str:
    return str(file.relative_to(ROOT))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_too_long() -> None:
    lengths = {shown(file): len(file.read_text().splitlines()) for file in OURS}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_function_is_too_long() -> None:
    long = [
        f"{shown(file)}: {node.name}"
        for file in OURS
        for node in functions(file)
        if (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        shown(file)
        for file in OURS
        if file.read_text().strip() and not ast.get_docstring(ast.parse(file.read_text()))
    ]
    assert silent == []


def test_site_is_a_folder_and_no_package() -> None:
    # `site` is a standard-library module: as a package ours would be loaded in its place.
    assert not (ROOT / "site" / "__init__.py").exists()


def test_nothing_is_kept_in_a_place_without_a_meaning() -> None:
    parts = {part.removesuffix(".py") for file in PYTHON for part in file.relative_to(ROOT).parts}
    assert parts & HOMELESS == set()


@pytest.mark.parametrize("word", [*ADDRESSES_OF_REGISTRIES, *PATHS_OF_MACHINES])
def test_no_file_knows_a_machine(word: str) -> None:
    pattern = re.compile(rf"(?<![\w.}}])({re.escape(word)})")
    knowing = [
        shown(file)
        for file in FILES
        if file.suffix not in {".png", ".jpg", ".pdf", ".mrc"}
        and pattern.search(file.read_text(errors="replace"))
    ]
    assert knowing == []


@pytest.mark.parametrize("file", TEMPLATES, ids=shown)
def test_a_template_has_nothing_the_policy_refuses(file: Path) -> None:
    text = re.sub(
        r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", file.read_text(), flags=re.DOTALL
    )
    assert re.findall(r"<style(?![^>]*nonce=)[^>]*>", text) == []
    assert re.findall(r"<script(?![^>]*(?:nonce=|src=|type=\"application/))[^>]*>", text) == []
    assert re.findall(r"<[^>{]*\s(?:style|on[a-z]+)\s*=\s*[\"'][^>]*>", text) == []
    assert "javascript:" not in text


def documented() -> str:
    return (ROOT / "docs" / "operations.md").read_text()


def test_operations_name_every_variable() -> None:
    environment = (ROOT / "site" / "config" / "env.py").read_text()
    names = set(re.findall(r'"([A-Z][A-Z0-9_]{3,})"', environment)) | {"LIBRARY_TEST_DATA"}
    assert len(names) > 10
    for name in names:
        assert f"`{name}`" in documented(), f"docs/operations.md does not name {name}"
        assert name in (ROOT / ".env.example").read_text(), f".env.example does not name {name}"


def test_operations_name_every_setting_of_ours() -> None:
    theirs = ("WAGTAIL", "AWS_", "WHITENOISE_", "DJANGO_STRUCTLOG_", "PROCRASTINATE_")
    ours = {
        name
        for name in dir(settings)
        if name.isupper() and not hasattr(global_settings, name) and not name.startswith(theirs)
    }
    ours -= {
        "CSP",
        "ENV",
        "MAILERS",
        "ROOT",
        "ROOT_URLCONF",
        "SETTINGS_MODULE",
    }  # imported names, and Django's own
    assert "SITE_NAME" in ours
    assert [name for name in ours if f"`{name}`" not in documented()] == []


def test_operations_name_every_command() -> None:
    commands = {
        file.stem
        for file in OURS
        if file.parent.name == "commands" and file.stem != "__init__" and "tests" not in file.parts
    }
    assert {"run", "rebuild_index", "index_changes"} <= commands
    assert [name for name in commands if f"`manage.py {name}" not in documented()] == []


def test_operations_name_every_make_target_and_process() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    processes = re.findall(r"^(\w+):", (ROOT / "Procfile").read_text(), flags=re.MULTILINE)
    assert [name for name in targets if f"`make {name}" not in documented()] == []
    assert [name for name in processes if f"`{name}`" not in documented()] == []
