"""Production refuses to start without what only its operator can decide."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.env import ROOT

STAND_INS = dict(
    line.split("=", 1)
    for line in (ROOT / "site/config/launch/deploy-check.env").read_text().splitlines()
    if "=" in line and not line.startswith("#")
)
REQUIRED = [name for name in STAND_INS if name != "DJANGO_SETTINGS_MODULE"]


def _import_settings(folder: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    program = "import config.settings.production as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE)"
    return subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | STAND_INS | {"LIBRARY_VAR": str(folder)} | changes,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_with_everything(tmp_path: Path) -> None:
    answer = _import_settings(tmp_path)
    assert answer.stdout.split() == ["False", "True"], answer.stderr


@pytest.mark.parametrize("name", REQUIRED)
def test_it_names_what_is_missing(tmp_path: Path, name: str) -> None:
    if name == "DATABASE_URL":
        # Without a URL the embedded server would start first; its folder cannot be made here.
        (tmp_path / "postgres").touch()
        answer = _import_settings(tmp_path, DATABASE_URL="")
        assert answer.returncode != 0
        return
    answer = _import_settings(tmp_path, **{name: ""})
    assert answer.returncode != 0
    assert f"{name} is not set" in answer.stderr.splitlines()[-1]
