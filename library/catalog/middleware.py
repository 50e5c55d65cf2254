"""Addresses of the old site lead to their resources for ever."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from library.catalog.selectors import legacy_resource


class LegacyAddressMiddleware:
    """Try an address that nothing answers as one of the old site, before it becomes a 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with a permanent redirect where the old site had a publication."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in {"GET", "HEAD"}:
            return response
        path = request.path_info.replace("\0", "")
        query = request.META.get("QUERY_STRING", "").replace("\0", "")
        resource = legacy_resource(path=path, query=query)
        return redirect(resource, permanent=True) if resource else response
