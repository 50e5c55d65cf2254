"""Entries in the ledger: receive, count, hand out, take back, write off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from wagtail.admin import messages

from library.inventory import ledger
from library.inventory.forms import CountForm, EntryForm, ReceiptForm
from library.inventory.ledger import InsufficientStock, MissingDocument, NotExpected
from library.inventory.models import Movement, StockItem
from library.inventory.selectors import due_receipts, movement_of_entry, stock_items
from library.inventory.views.shelves import ShelfFormPage, shelf_url


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the ledger as a screen offers it."""

    label: str
    move: Callable[..., Movement | None]
    form: type[EntryForm] = EntryForm
    quantity: str = "quantity"  # what the verb calls the number of copies


VERBS = {
    "receive": Verb("Receive copies", ledger.receive, ReceiptForm),
    "count": Verb("Enter a count", ledger.adjust, CountForm, "counted"),
    "hand-out": Verb("Hand out at an event", ledger.hand_out),
    "return": Verb("Take back a return", ledger.take_back),
    "write-off": Verb("Write off", ledger.write_off),
}


class EntryView(ShelfFormPage):
    """One verb of the ledger on one shelf."""

    permission = "inventory.add_movement"
    item: StockItem
    verb: Verb

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """Find the verb."""
        super().setup(request, *args, **kwargs)
        if kwargs["verb"] not in VERBS:
            raise Http404
        self.verb = VERBS[kwargs["verb"]]
        self.button = self.verb.label

    def get(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:  # noqa: ARG002
        """Show the form."""
        self.item = get_object_or_404(stock_items(), pk=pk)
        return self.answer(self._form(None))

    def post(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:  # noqa: ARG002
        """Make the entry and go back to the shelf."""
        self.item = get_object_or_404(stock_items(), pk=pk)
        form = self._form(request.POST)
        if not form.is_valid():
            return self.answer(form)
        if made := movement_of_entry(key=form.cleaned_data["key"]):
            messages.warning(request, f"This was entered before and counts once: {made}.")
            return HttpResponseRedirect(shelf_url(self.item))
        try:
            movement = self._move(form.cleaned_data, cast("User", request.user))
        except MissingDocument as missing:
            form.add_error("document", str(missing))
            return self.answer(form)
        except InsufficientStock as short:
            form.add_error("quantity", str(short))
            return self.answer(form)
        except NotExpected as refusal:
            form.add_error("expected", str(refusal))
            return self.answer(form)
        messages.success(
            request, f"{movement}." if movement else "The count agrees with the shelf."
        )
        return HttpResponseRedirect(shelf_url(self.item))

    def _form(self, data: Any) -> EntryForm:  # noqa: ANN401
        form = self.verb.form(data, initial={"key": uuid4()})
        if isinstance(form, ReceiptForm):
            form.expecting(due_receipts().filter(item=self.item))
        return form

    def _move(self, data: dict[str, Any], actor: User) -> Movement | None:
        return self.verb.move(
            resource_id=self.item.resource_id,
            document=data["document"],
            reason=data["reason"],
            actor=actor,
            key=data["key"],
            **({"expected_id": data["expected"].pk} if data.get("expected") else {}),
            **{self.verb.quantity: data["quantity"]},
        )

    def get_page_subtitle(self) -> str:
        """Return the verb and the title."""
        return f"{self.verb.label}: {self.item.resource.product_number}"
