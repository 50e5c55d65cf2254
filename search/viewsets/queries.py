"""What people ask: the overview, the lists, and one query with what can be done about it."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from library.sheets import as_csv, as_xlsx
from search.finder import find
from search.forms import clean
from search.models import EntryKind, EntryState, JudgedQuery, VocabularyEntry
from search.query import MAX_TEXT, SearchQuery
from search.querylog.selectors import (
    MAX_ROWS,
    Listing,
    QueryRow,
    count_of,
    course,
    course_of,
    queries,
    sum_of,
)
from search.viewsets.charting import SERIES, course_chart
from search.viewsets.forms import PERIODS, PeriodForm
from search.viewsets.pages import SearchPage
from search.vocabulary.folding import sort_key

ROWS_A_PAGE = 50
LABELS = {
    Listing.TOP: "Most asked",
    Listing.ZERO: "Without results",
    Listing.NO_CLICK: "No result opened",
}
_SHORT = 10
_HEADER = ("Query", "Searches", "Without results", "No result opened", "Mean rank opened")


class OverviewView(SearchPage):
    """Counts, their course, and the tops of the lists."""

    template_name = "search/admin/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return the figures of the period."""
        form = PeriodForm(self.request.GET.dict())
        days = form.chosen_days
        rows = course(days=days)
        return {
            **super().get_context_data(**kwargs),
            "days": days,
            "periods": PERIODS,
            "counts": sum_of(rows),
            "withheld": sum(row.withheld for row in rows),
            "course": course_chart(rows),
            "series": SERIES,
            "lists": [
                (listing, LABELS[listing], queries(listing=listing, days=days, limit=_SHORT))
                for listing in Listing
            ],
        }


class QueriesView(SearchPage):
    """One of the lists, a page at a time or as a file."""

    template_name = "search/admin/queries.html"
    page_subtitle = "Queries"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401, ARG002
        """Show the list, or give it away as `?export=csv` or `xlsx`."""
        self.form = PeriodForm(request.GET.dict())
        export = {"csv": as_csv, "xlsx": as_xlsx}.get(request.GET.get("export", ""))
        if export is None:
            return self.show()
        rows = map(_cells, self._rows(limit=MAX_ROWS))
        return export(f"queries-{self.form.chosen_listing}", _HEADER, rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return a page of the list."""
        count = count_of(**self._asked)
        page = Paginator(range(count), ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        offset = (page.number - 1) * ROWS_A_PAGE
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "listing": self.form.chosen_listing,
            "listings": LABELS.items(),
            "days": self.form.chosen_days,
            "rows": self._rows(limit=ROWS_A_PAGE, offset=offset),
            "page": page,
            "count": count,
        }

    @property
    def _asked(self) -> dict[str, Any]:
        return {
            "listing": self.form.chosen_listing,
            "days": self.form.chosen_days,
            "containing": sort_key(self.form.text),
        }

    def _rows(self, *, limit: int, offset: int = 0) -> list[QueryRow]:
        return queries(**self._asked, limit=limit, offset=offset)


class QueryView(SearchPage):
    """One query: its results today, its history, and what can be done about it."""

    template_name = "search/admin/query.html"
    above = (("workbench:queries", "Queries"),)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Read the text from the address."""
        super().setup(request, *args, **kwargs)
        self.text = clean(request.GET.get("q", "")[: MAX_TEXT * 2])[:MAX_TEXT]

    def get_page_subtitle(self) -> str:
        """Return the query."""
        return f"“{self.text}”"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return results, course and entries of the query."""
        form = PeriodForm(self.request.GET.dict())
        key = sort_key(self.text)
        rows = course_of(key, days=form.chosen_days)
        return {
            **super().get_context_data(**kwargs),
            "text": self.text,
            "days": form.chosen_days,
            "periods": PERIODS,
            "results": find(SearchQuery(text=self.text, size=_SHORT)),
            "counts": sum_of(rows),
            "course": course_chart(rows),
            "series": SERIES,
            "entries": _entries_about(key),
            "judged": JudgedQuery.objects.filter(text__in={self.text, key}).first(),
            "steps": [(label, self._step(kind)) for kind, label in EntryKind.choices],
        }

    def _step(self, kind: str) -> str:
        return f"{reverse('workbench:add', args=(kind,))}?{urlencode({'q': self.text})}"


def _entries_about(key: str) -> list[VocabularyEntry]:
    entries = VocabularyEntry.objects.exclude(state=EntryState.RETIRED)
    padded = f" {key} "
    return [
        entry
        for entry in entries
        if any(f" {sort_key(text)} " in padded for text in (*entry.texts, *entry.words))
    ]


def _cells(row: QueryRow) -> tuple[str | int | float | None, ...]:
    counts = row.counts
    return (
        row.text,
        counts.asked,
        counts.without_results,
        counts.without_click,
        counts.mean_rank,
    )
