"""Each import contract is seen to fail: a fault is planted for it in a copy of the house."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from config.env import ROOT

# A contract, the module that gets an import it must not have, and that import.
FAULTS = [
    ("config > search > library > media", "media/keys.py", "search.query"),
    ("Library apps only look down", "library/catalog/enums.py", "library.orders.enums"),
    ("Inside an app", "library/pages/blocks.py", "library.pages.models"),
    ("Inside search", "search/query.py", "search.views"),
    (
        "Stock rows only through inventory",
        "library/fulfillment/states.py",
        "library.inventory.models",
    ),
    ("Settings only through django.conf", "search/results.py", "config.settings.base"),
    ("Only search.elastic speaks Elasticsearch", "library/orders/enums.py", "elasticsearch"),
    ("Only search.elastic speaks Elasticsearch", "search/finder.py", "elasticsearch_dsl"),
    ("Only media speaks S3 and Pillow", "library/distribution/enums.py", "boto3"),
    ("Only media speaks S3 and Pillow", "search/forms.py", "PIL"),
]
RING = ("No rings among siblings", "media/limits.py", "media/keys.py")  # each imports the other
# A module that stands in no layer has to be given a place before it is used.
ASTRAY = [
    ("Library apps only look down", "library/astray.py"),
    ("Inside an app", "library/orders/astray.py"),
    ("Inside search", "search/astray.py"),
]


def _lint(tree: Path) -> str:
    answer = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": f"{tree}:{tree / 'site'}", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout + answer.stderr


def _dotted(file: str) -> str:
    return file.removesuffix(".py").replace("/", ".")


@pytest.fixture(scope="module")
def sections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What lint-imports says about each broken contract, all faults being planted at once."""
    tree = tmp_path_factory.mktemp("house")
    for name in ("library", "search", "media", "site"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    for _, file, target in FAULTS:
        path = tree / file
        path.write_text(f"{path.read_text()}\nimport {target}\n")
    for file, other in (RING[1:], RING[:0:-1]):
        path = tree / file
        path.write_text(f"{path.read_text()}\nimport {_dotted(other)}\n")
    for _, file in ASTRAY:
        (tree / file).write_text('"""Nobody\'s place."""\n')
    broken = _lint(tree).split("Broken contracts", 1)[1]
    parts = re.split(r"^(.+)\n-+\n", broken, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_contract_has_a_fault() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    names = {contract["name"] for contract in contracts["contracts"]}
    assert names == {name for name, _, _ in [*FAULTS, RING]}


@pytest.mark.parametrize(("contract", "file", "target"), FAULTS)
def test_a_planted_import_breaks_its_contract(
    sections: dict[str, str], contract: str, file: str, target: str
) -> None:
    said = sections[contract]
    assert _dotted(file) in said
    assert target in said


def test_a_planted_ring_breaks_its_contract(sections: dict[str, str]) -> None:
    said = sections[RING[0]]
    assert "No cycles are allowed in media." in said
    assert ".limits -> .keys" in said or ".keys -> .limits" in said


@pytest.mark.parametrize(("contract", "file"), ASTRAY)
def test_a_module_without_a_layer_is_refused(
    sections: dict[str, str], contract: str, file: str
) -> None:
    assert "astray" in sections[contract]


def test_the_house_keeps_its_contracts() -> None:
    said = _lint(ROOT)
    assert "0 broken" in said, said
