"""The admin's report on the search indices: how they stand, and what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from search.finder import engines
from search.indexing import is_rebuilding, latest_checks, latest_run
from search.models import IndexCheck, Rebuild
from search.tasks import cancel_rebuild, is_queued, start_check, start_rebuild

URL = reverse_lazy("search_index")
LABELS = {"elasticsearch": "Elasticsearch", "postgresql": "PostgreSQL"}
MAY_LOOK = "search.view_indexcheck"
MAY_ACT = "search.add_rebuild"

_ANSWERS = {
    "rebuild": "The rebuild of {} starts as soon as the worker is free.",
    "cancel": "The rebuild of {} is being cancelled; the old index goes on answering.",
    "check": "{} is checked as soon as the worker is free; the result appears below.",
    "repair": "{} is repaired as soon as the worker is free; the result appears below.",
}


@dataclass(frozen=True, slots=True)
class IndexState:
    """How one index stands."""

    engine: str
    run: Rebuild | None
    is_running: bool
    is_queued: bool
    checks: list[IndexCheck]

    @property
    def label(self) -> str:
        """The engine's name as people write it."""
        return LABELS[self.engine]

    @property
    def is_broken_off(self) -> bool:
        """Whether a rebuild ended before its time and can go on."""
        return bool(self.run and self.run.state == Rebuild.State.RUNNING and not self.is_running)

    @property
    def is_busy(self) -> bool:
        """Whether there is a rebuild to cancel."""
        return self.is_running or self.is_queued or self.is_broken_off

    @property
    def wrong_now(self) -> int:
        """How many documents were wrong after the last check that had a result."""
        last = next((check for check in self.checks if not check.trouble), None)
        if last is None:
            return 0
        return last.wrong if last.left is None else last.left


class SearchIndexView(WagtailAdminTemplateMixin, View):
    """The page; its buttons come back to it."""

    page_title = "Search index"
    header_icon = "search"
    template_name = "search/admin/index.html"
    actions: ClassVar[dict[str, Callable[..., None]]] = {
        "rebuild": start_rebuild,
        "cancel": cancel_rebuild,
        "check": lambda *, engine: start_check(engine=engine, mend=False),
        "repair": lambda *, engine: start_check(engine=engine, mend=True),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Refuse whoever may not look, or may look only and wants to act."""
        needed = MAY_LOOK if request.method in {"GET", "HEAD"} else MAY_ACT
        if not request.user.has_perm(needed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the path to the page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show how every index stands."""
        states = [index_state(engine.name) for engine in engines()]
        context = self.get_context_data(states=states, may_act=request.user.has_perm(MAY_ACT))
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Queue what the button says, and come back."""
        engine, action = request.POST.get("engine", ""), request.POST.get("action", "")
        if action in self.actions and engine in {each.name for each in engines()}:
            self.actions[action](engine=engine)
            messages.success(request, _ANSWERS[action].format(LABELS[engine]))
        else:
            messages.error(request, "There is no such index or no such action. Nothing was done.")
        return HttpResponseRedirect(str(URL))


def index_state(engine: str) -> IndexState:
    """Return how an index stands. Four statements."""
    return IndexState(
        engine=engine,
        run=latest_run(engine),
        is_running=is_rebuilding(engine),
        is_queued=is_queued(engine),
        checks=latest_checks(engine),
    )
