"""Two rules for every request: whose policy applies, and what of it is logged."""

import re

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django_structlog.middlewares import RequestMiddleware

# An order's token, and what django.core.signing signs.
TOKEN = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w.-]+:[\w-]+:[\w-]{20,}", re.IGNORECASE
)


class AdminPolicyMiddleware(MiddlewareMixin):
    """Gives the Wagtail admin the policy it needs; public pages keep the strict one."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Mark the response; Django's middleware outside this one writes the header."""
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            response._csp_config = settings.ADMIN_CSP  # type: ignore[attr-defined]  # noqa: SLF001 - what csp_override sets
        return response


class RequestLogMiddleware(RequestMiddleware):
    """Logs each request with its id, without its query and the secret of a link."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return method and path, fit for a log."""
        return f"{request.method} {TOKEN.sub('…', request.path)}"
