"""After a resource was saved: ask about the stock of the edition that it supersedes."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from wagtail.admin import messages

from library.catalog.models import Resource
from library.fulfillment.selectors.editions import undecided_editions
from library.fulfillment.views.editions import PERMISSION


def ask_about_old_stock(request: HttpRequest, saved: Model) -> HttpResponse | None:
    """Lead whoever published a new edition to the question; tell others that it is open."""
    if not isinstance(saved, Resource) or not saved.is_public or request.method != "POST":
        return None
    undecided = [row for row in undecided_editions() if row.new.pk == saved.pk]
    if not undecided:
        return None
    number = undecided[0].old.product_number
    if request.user.has_perm(PERMISSION):
        return HttpResponseRedirect(reverse("fulfillment:edition", args=(undecided[0].old.pk,)))
    messages.warning(
        request, f"Copies of {number} are left or waited for. The warehouse is asked about them."
    )
    return None
