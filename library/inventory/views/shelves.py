"""One shelf with its movements, a new shelf, what is known of a shelf."""

from typing import cast

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.forms import Form
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages

from library.inventory import ledger
from library.inventory.forms import OpenShelfForm, ShelfForm
from library.inventory.models import StockItem
from library.inventory.selectors import expected_receipts, movements_of, shelves_of, stock_items
from library.inventory.views.pages import StockPage

ROWS_A_PAGE = 50


class ShelfView(StockPage):
    """One shelf with its movements, the newest first."""

    template_name = "inventory/shelf.html"
    item: StockItem

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the shelf."""
        self.item = get_object_or_404(stock_items(), pk=pk)
        movements = movements_of(resource_id=self.item.resource_id)
        page = Paginator(movements, ROWS_A_PAGE).get_page(request.GET.get("p"))
        context = self.get_context_data(
            item=self.item,
            page=page,
            cover=shelves_of(resource_ids=[self.item.resource_id])[self.item.resource_id],
            receipts=expected_receipts().filter(item=self.item, closed_at=None),
            moves=self.item.bin_moves.select_related("moved_by"),
            today=timezone.localdate(),
        )
        answer: HttpResponse = self.render_to_response(context)
        return answer

    def get_page_subtitle(self) -> str:
        """Return the title on the shelf."""
        return title_of(self.item)


class ShelfFormPage(StockPage):
    """A form and what it leads to."""

    template_name = "inventory/form.html"
    button = "Save"

    def answer(self, form: Form) -> HttpResponse:
        """Show the form, new or with what is wrong in it."""
        page: HttpResponse = self.render_to_response(
            self.get_context_data(form=form, button=self.button)
        )
        return page


class OpenShelfView(ShelfFormPage):
    """Give a resource a place on the shelf."""

    permission = "inventory.add_stockitem"
    page_subtitle = "New stock item"
    button = "Open stock item"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.answer(OpenShelfForm(initial=request.GET.dict()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open the shelf and go there."""
        form = OpenShelfForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        item = ledger.open_item(
            resource_id=form.resource.pk, bin_location=form.cleaned_data["bin_location"]
        )
        messages.success(request, f"{title_of(item)} has a place on the shelf.")
        return HttpResponseRedirect(shelf_url(item))


class DescribeShelfView(ShelfFormPage):
    """Change bin, buffer, reorder point and weight."""

    permission = "inventory.change_stockitem"
    item: StockItem

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        """Show the form."""
        self.item = get_object_or_404(stock_items(), pk=pk)
        return self.answer(ShelfForm(initial=model_to_dict(self.item)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change what is known of the shelf."""
        self.item = get_object_or_404(stock_items(), pk=pk)
        form = ShelfForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        ledger.describe_item(
            resource_id=self.item.resource_id,
            actor=cast("User", request.user),
            **form.cleaned_data,
        )
        messages.success(request, "Saved.")
        return HttpResponseRedirect(shelf_url(self.item))

    def get_page_subtitle(self) -> str:
        """Return the title on the shelf."""
        return f"Edit {title_of(self.item)}"


def shelf_url(item: StockItem) -> str:
    """Return the address of a shelf."""
    return reverse("stock:shelf", args=(item.pk,))


def title_of(item: StockItem) -> str:
    """Return how a shelf is spoken of: by its title's number, or its title."""
    return str(item.resource.product_number or item.resource.title)
