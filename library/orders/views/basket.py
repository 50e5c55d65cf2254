"""The basket's pages. Whatever changes it is a POST."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from library.catalog.models import Resource
from library.orders.basket import Basket, BasketFull
from library.orders.forms import AddForm, BasketForm, typed_key
from library.orders.selectors import BasketLine, basket_lines


@never_cache
@require_safe
def show_basket(request: HttpRequest) -> HttpResponse:
    """Show what is in the basket."""
    return _basket_page(request, BasketForm(lines=_lines(request)))


@require_POST
def add_to_basket(request: HttpRequest) -> HttpResponse:
    """Put copies of one title into the basket and go on to `next`, by default the basket."""
    pk = typed_key(request.POST.get("resource", ""))
    resource = get_object_or_404(Resource.objects.public(), pk=pk)
    basket = Basket(request.session)
    already = basket.quantities.get(resource.pk, 0)
    (line,) = basket_lines(quantities={resource.pk: already})
    if not line.can_be_ordered:
        messages.error(request, f"“{resource.title}” cannot be ordered now.")
        return redirect("orders:basket")
    form = AddForm(request.POST, already=already)
    if not form.is_valid():
        return render(request, "orders/add.html", {"form": form, "line": line})
    try:
        basket.add(resource_id=resource.pk, quantity=form.cleaned_data["quantity"])
    except BasketFull as full:
        messages.error(request, str(full))
        return redirect("orders:basket")
    messages.success(request, f"In your basket: “{resource.title}”.")
    return HttpResponseRedirect(_next(request))


@never_cache
def update_basket(request: HttpRequest) -> HttpResponse:
    """Change copies, or take the title of the button pressed out, and go where it leads."""
    if request.method != "POST":
        return redirect("orders:basket")
    basket = Basket(request.session)
    removed = typed_key(request.POST.get("remove", ""))
    if removed is not None:
        basket.change({removed: 0})
        messages.success(request, "The title was taken out of your basket.")
        return redirect("orders:basket")
    form = BasketForm(request.POST, lines=_lines(request))
    if not form.is_valid():
        return _basket_page(request, form)
    basket.change(form.quantities())
    if "continue" in request.POST:
        return redirect("orders:delivery")
    messages.success(request, "Your basket was updated.")
    return redirect("orders:basket")


def _basket_page(request: HttpRequest, form: BasketForm) -> HttpResponse:
    return render(request, "orders/basket.html", {"form": form, "step": 1})


def _lines(request: HttpRequest) -> list[BasketLine]:
    """Return the basket's lines; what has been deleted from the library leaves the basket."""
    basket = Basket(request.session)
    quantities = basket.quantities
    lines = basket_lines(quantities=quantities)
    gone = quantities.keys() - {line.resource.pk for line in lines}
    if gone:
        basket.change(dict.fromkeys(gone, 0))
        messages.warning(request, "A title that is no longer in the library left your basket.")
    return lines


def _next(request: HttpRequest) -> str:
    """Return the address of this site to go on to."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted.startswith("/") else reverse("orders:basket")
