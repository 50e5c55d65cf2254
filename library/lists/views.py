"""A list as a page of the admin, for every app that has one to work through."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from library.lists.columns import Column, shown
from library.lists.counting import Counted, CountedPaginator, count_of
from library.lists.exporting import export
from library.lists.filters import ListFilterForm
from library.lists.sorting import Sort, chosen_sort, headings

ROWS_A_PAGE = 50


class StaffListMixin:
    """A list that its address filters, sorts, pages and exports. Mix it into a page of the admin.

    `found` and `completed` are two steps so that what is costly is asked of one page alone.
    """

    template_name = "lists/list.html"
    filter_form: ClassVar[type[ListFilterForm]]
    columns: ClassVar[Sequence[Column]] = ()
    default_sort: ClassVar[str]
    name: str  # of the exported file
    noun: str  # what the rows are, in the plural
    bulk: ClassVar[bool] = False  # whether steps for many rows are offered
    kept: ClassVar[tuple[str, ...]] = ()  # parameters of the address that are no filters
    request: HttpRequest

    def found(self, chosen: Mapping[str, Any]) -> QuerySet[Any]:
        """Return the rows that fit, without what only showing them needs."""
        raise NotImplementedError

    def completed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the same rows with everything that the columns read."""
        return rows

    def get_columns(self) -> Sequence[Column]:
        """Return the columns."""
        return self.columns

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show a page of the list, or give all that fits away as `?export=csv` or `xlsx`."""
        self.form = self.filter_form(request.GET)
        self.chosen = self.form.chosen
        file = export(
            request.GET.get("export", ""),
            name=self.name,
            columns=self.get_columns(),
            rows=self.completed(self._sorted()),
        )
        return file or render(request, self.template_name, self.get_context_data())

    def get_counted(self) -> Counted:
        """Return how many rows fit."""
        return count_of(self.found(self.chosen))

    @property
    def sort(self) -> Sort:
        """How the list is sorted."""
        asked = self.request.GET.get("sort", "")
        return chosen_sort(self.get_columns(), asked, self.default_sort)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return a page of the list and what the template needs around it."""
        columns = self.get_columns()
        counted = self.get_counted()
        keys = self._sorted().values_list("pk", flat=True)
        page = CountedPaginator(keys, ROWS_A_PAGE, counted).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {
            **context,
            "form": self.form,
            "headings": headings(columns, self.sort),
            "page": page,
            "on_page": ",".join(map(str, page)),
            "rows": shown(columns, self._rows(list(page))),
            "counted": counted,
            "noun": self.noun,
            "bulk": self.bulk,
            "is_filtered": bool(self.chosen),
            "kept": {
                name: self.request.GET[name] for name in self.kept if name in self.request.GET
            },
            "query": urlencode(self.address()),
        }

    def address(self) -> dict[str, str]:
        """Return what an address says to come back to this list, at its first page."""
        names = (*self.kept, *self.form.fields)
        return {name: value for name in names if (value := self.request.GET.get(name, ""))}

    def _rows(self, keys: list[int]) -> list[Any]:
        """Return the rows of a page. Asked for by key they cost the same on every page."""
        rows = self.found({}).model._default_manager.filter(pk__in=keys)  # noqa: SLF001 - public
        by_key = {row.pk: row for row in self.completed(rows)}
        return [by_key[key] for key in keys if key in by_key]

    def _sorted(self) -> QuerySet[Any]:
        return self.found(self.chosen).order_by(*self.sort.order_by())
