"""Health addresses for machines, error pages for people."""

import os

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.launch.elasticsearch import answers
from config.launch.migrations import waiting_migrations
from search import finder, outbox


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
    The breaker is that of the process that answers; each has its own.
    """
    database = _database()
    ready = database == "ok"
    state = {"ready": ready, "database": database, **_search(), "process": os.getpid()}
    if ready:
        state["waiting"] = {engine.name: outbox.waiting(engine.name) for engine in finder.engines()}
    return JsonResponse(state, status=200 if ready else 503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a form that can't be trusted; the reason is Django's, meant for its log alone."""
    return render(request, "403_csrf.html", status=403)


def _database() -> str:
    try:
        waiting = waiting_migrations()
    except DatabaseError:
        return "unreachable"
    return f"{waiting} migrations not applied" if waiting else "ok"


def _search() -> dict[str, object]:
    """Return which engine should answer and which one does. A hung engine costs 0.8 s at most."""
    answering = finder.probe()
    status = finder.status()
    degraded = answering != status.engine
    return {
        "search": _named(answering, degraded=degraded),
        "engine": status.engine,
        "answering": answering,
        "degraded": degraded,
        "breaker": status.breaker,
    }


def _named(answering: str, *, degraded: bool) -> str:
    if degraded:
        return "Elasticsearch does not answer, PostgreSQL does"
    if answering != "elasticsearch":
        return "PostgreSQL"
    return f"Elasticsearch {answers(settings.ELASTICSEARCH_URL, timeout=1) or ''}".strip()
