"""The system checks of the wiring."""

from django.core import checks
from pytest_django import Settings

from config.checks import check_policies, check_uploads
from config.env import ROOT


def test_the_wiring_is_sound() -> None:
    assert checks.run_checks() == []


def test_an_unsafe_source_on_public_pages_is_an_error(settings: Settings) -> None:
    settings.SECURE_CSP = {"script-src": ["'self'", "'unsafe-inline'"]}
    [problem] = check_policies(None)
    assert problem.id == "config.E001"
    assert "'unsafe-inline'" in problem.msg


def test_uploads_among_the_code_are_an_error(settings: Settings) -> None:
    settings.MEDIA_ROOT = ROOT / "media" / "uploads"
    [problem] = check_uploads(None)
    assert problem.id == "config.E002"
