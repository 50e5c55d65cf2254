"""Expected receipts: the list, a new one, a change of one, one given up."""

from typing import Any, cast
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from wagtail.admin import messages

from library.inventory import ledger
from library.inventory.forms import ExpectForm, GiveUpForm, RescheduleForm
from library.inventory.ledger import NotExpected
from library.inventory.models import ExpectedReceipt, StockItem
from library.inventory.selectors import (
    due_receipts,
    expected_receipts,
    late_receipts,
    stock_items,
)
from library.inventory.views.pages import StockPage
from library.inventory.views.shelves import ROWS_A_PAGE, ShelfFormPage, shelf_url, title_of


class ExpectedView(StockPage):
    """What is on order, the first due first."""

    template_name = "inventory/expected.html"
    page_subtitle = "Expected receipts"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what is still to come, what of it is late, or everything."""
        chosen = request.GET.get("show", "")
        choices = {"": due_receipts, "late": late_receipts, "all": expected_receipts}
        rows = choices.get(chosen, due_receipts)()
        context = self.get_context_data(
            page=Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("p")),
            late=late_receipts().count(),
            chosen=chosen,
            today=timezone.localdate(),
        )
        answer: HttpResponse = self.render_to_response(context)
        return answer


class ExpectView(ShelfFormPage):
    """Write down that copies of a title are on order."""

    permission = "inventory.change_stockitem"
    button = "Expect these copies"
    item: StockItem

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        """Show the form."""
        self.item = get_object_or_404(stock_items(), pk=pk)
        return self.answer(ExpectForm(initial={"key": uuid4()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write it down and go back to the shelf."""
        self.item = get_object_or_404(stock_items(), pk=pk)
        form = ExpectForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        expected = ledger.expect(
            resource_id=self.item.resource_id,
            actor=cast("User", request.user),
            **form.cleaned_data,
        )
        messages.success(request, f"{expected.copies} copies are expected on {expected}.")
        return HttpResponseRedirect(shelf_url(self.item))

    def get_page_subtitle(self) -> str:
        """Return the title on the shelf."""
        return f"Expect copies of {title_of(self.item)}"


class ReceiptPage(ShelfFormPage):
    """A form about one expected receipt."""

    permission = "inventory.change_stockitem"
    receipt: ExpectedReceipt

    def load(self, pk: int) -> None:
        """Find it."""
        self.receipt = get_object_or_404(expected_receipts(), pk=pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the change and go back to the shelf."""
        self.load(pk)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.answer(form)
        try:
            messages.success(request, self.perform(cast("User", request.user), form.cleaned_data))
        except NotExpected as refusal:
            form.add_error(None, str(refusal))
            return self.answer(form)
        return HttpResponseRedirect(shelf_url(self.receipt.item))

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG002
        """Show the form."""
        self.load(pk)
        return self.answer(self.form(None))

    def form(self, data: Any) -> Any:  # noqa: ANN401
        """Return the form, filled in where there is data."""
        raise NotImplementedError

    def perform(self, actor: User, data: dict[str, Any]) -> str:
        """Make the change and return what happened, in words."""
        raise NotImplementedError

    def get_page_subtitle(self) -> str:
        """Return the order and the title."""
        return f"{self.button}: {title_of(self.receipt.item)} on {self.receipt}"


class RescheduleView(ReceiptPage):
    """Change how many copies are expected, and when."""

    button = "Change what is expected"

    def form(self, data: Any) -> RescheduleForm:  # noqa: ANN401
        """Return copies, date and note."""
        names = ("copies", "expected_on", "note")
        return RescheduleForm(data, initial={name: getattr(self.receipt, name) for name in names})

    def perform(self, actor: User, data: dict[str, Any]) -> str:  # noqa: ARG002
        """Reschedule."""
        expected = ledger.reschedule(expected_id=self.receipt.pk, **data)
        return f"{expected.copies} copies are expected on {expected}."


class GiveUpView(ReceiptPage):
    """Expect no more copies."""

    button = "Expect no more"

    def form(self, data: Any) -> GiveUpForm:  # noqa: ANN401
        """Return the reason."""
        return GiveUpForm(data)

    def perform(self, actor: User, data: dict[str, Any]) -> str:
        """Give it up."""
        ledger.give_up_receipt(expected_id=self.receipt.pk, actor=actor, **data)
        return f"No more copies are expected on {self.receipt}."
