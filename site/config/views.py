"""Health addresses for machines, error pages for people."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.launch.elasticsearch import answers
from config.launch.migrations import waiting_migrations
from search import finder


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process serves, whatever it stands on does."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when requests can be served: the database answers and is migrated.

    A search engine that is down is told but is no reason to stop: the library goes on without it.
    """
    database = _database()
    state = {"database": database, "search": _search(), "breaker": finder.status().breaker}
    ready = database == "ok"
    return JsonResponse({"ready": ready, **state}, status=200 if ready else 503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a form that can't be trusted; the reason is Django's, meant for its log alone."""
    return render(request, "403_csrf.html", status=403)


def _database() -> str:
    try:
        waiting = waiting_migrations()
    except DatabaseError:
        return "unreachable"
    return f"{waiting} migrations not applied" if waiting else "ok"


def _search() -> str:
    if not settings.ELASTICSEARCH_URL:
        return "PostgreSQL"
    version = answers(settings.ELASTICSEARCH_URL)
    return (
        f"Elasticsearch {version}" if version else "Elasticsearch unreachable, PostgreSQL answers"
    )
