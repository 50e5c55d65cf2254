"""Whose Content Security Policy applies, and what a request leaves in the log."""

import pytest
import structlog
from django.core import signing
from django.test import Client, RequestFactory

from config.middleware import RequestLogMiddleware
from config.settings.logging import without_health_checks


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/no-such-page/"])
def test_public_pages_have_a_policy_without_exceptions(client: Client, path: str) -> None:
    policy = client.get(path, follow=True)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_the_admin_has_the_policy_it_needs(client: Client) -> None:
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy


def test_a_log_line_has_neither_query_nor_token() -> None:
    token = "0b9c1f2e-5a41-4a0c-9a57-0d8f3e7b6c11"
    request = RequestFactory().get(f"/orders/{token}/placed/?q=Jane+Doe")
    assert RequestLogMiddleware.format_request(request) == "GET /orders/…/placed/"


def test_a_log_line_has_no_signed_link() -> None:
    token = signing.dumps(7, salt="any")
    request = RequestFactory().get(f"/search/saved/manage/{token}/")
    assert RequestLogMiddleware.format_request(request) == "GET /search/saved/manage/…/"


def test_good_health_is_not_logged_and_bad_health_is() -> None:
    good = {"event": "request_finished", "request": "GET /readyz", "code": 200}
    with pytest.raises(structlog.DropEvent):
        without_health_checks(None, "info", good)
    bad = good | {"code": 503}
    assert without_health_checks(None, "info", bad) == bad
