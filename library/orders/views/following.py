"""Pages that anyone with an order's link may see. They show nobody's name, mail or street."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from library.orders.addresses import PLACES
from library.orders.forms import AnswerForm, typed_key
from library.orders.models import Order, OrderQuestion
from library.orders.progress import progress_of
from library.orders.selectors import order_by_token
from library.orders.services import NothingAnswered, NothingToAnswer, answer_question
from library.orders.states import TO_DECIDE

_TOO_LATE = "This question waits for no answer any more: it is answered, or the order is decided."


@never_cache
@require_safe
def placed(request: HttpRequest, token: UUID) -> HttpResponse:
    """Confirm that an order was placed."""
    return _page(request, "orders/placed.html", _order(token))


@never_cache
@require_safe
def follow(request: HttpRequest, token: UUID) -> HttpResponse:
    """Say where an order stands, and ask what the review desk wants to know."""
    return _page(request, "orders/follow.html", _order(token))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: UUID) -> HttpResponse:
    """Take the answer to the question of the review desk. The order's link is the proof."""
    order = _order(token)
    following = redirect("orders:follow", token=token)
    if request.method != "POST":
        return following
    form = AnswerForm(request.POST)
    if not form.is_valid() and _open_question(order):
        return _page(request, "orders/follow.html", order, form)
    try:
        answer_question(
            order_id=order.pk,
            question_id=typed_key(request.POST.get("question", "")) or 0,
            answer=form.cleaned_data.get("answer", ""),
        )
    except (NothingToAnswer, NothingAnswered):
        messages.warning(request, _TOO_LATE)
    else:
        messages.success(request, "Thank you. Your answer is with our staff.")
    return following


def _order(token: UUID) -> Order:
    order = order_by_token(token=token)
    if order is None:
        raise Http404("No order has this link.")
    return order


def _open_question(order: Order) -> OrderQuestion | None:
    """Return the question that may be answered now, out of the prefetched ones."""
    if order.state not in TO_DECIDE:
        return None
    return next((each for each in order.questions.all() if not each.answered_at), None)


def _page(
    request: HttpRequest, template: str, order: Order, form: AnswerForm | None = None
) -> HttpResponse:
    question = _open_question(order)
    asked = list(order.questions.all())
    context = {
        "order": order,
        "progress": progress_of(order),
        # Of an anonymized order only the state is known.
        "destination": ", ".join(filter(None, (order.recipient.city, PLACES[order.ship_to_state]))),
        "question": question or (asked[-1] if asked else None),
        "question_form": (form or AnswerForm()) if question else None,
        "form": form,
    }
    return render(request, template, context)
