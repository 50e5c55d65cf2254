"""The review desk: orders that somebody has to decide about, and how long each has waited."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from library.fulfillment.enums import DeskTab
from library.orders.models import Order, OrderQuestion
from library.orders.states import OrderState

_OPEN_QUESTION = OrderQuestion.objects.filter(order=OuterRef("pk"), answered_at=None)
_LAST_QUESTION = OrderQuestion.objects.filter(order=OuterRef("pk")).order_by("-asked_at", "-pk")


def desk(*, tab: DeskTab) -> QuerySet[Order]:
    """Return the orders of a tab, the first placed first.

    Each has `copies` and `titles`, and of its last question `asked_at`, `answer_by` and
    `answered_at`, None where nothing was asked.
    """
    return (
        _in_review()
        .filter(_CONDITIONS[tab])
        .select_related("agency")
        .annotate(
            copies=Coalesce(Sum(F("lines__requested") - F("lines__cancelled")), 0),
            titles=Count("lines"),
            **{
                name: Subquery(_LAST_QUESTION.values(name)[:1])
                for name in ("asked_at", "answer_by", "answered_at")
            },
        )
        .order_by("placed_at", "pk")
    )


def next_at_desk(*, tab: DeskTab, after: Order) -> Order | None:
    """Return the order of a tab that was placed next after another, at the end the first again.

    None where no other is there. Two statements at most.
    """
    others = _in_review().filter(_CONDITIONS[tab]).exclude(pk=after.pk).order_by("placed_at", "pk")
    later = Q(placed_at__gt=after.placed_at) | Q(placed_at=after.placed_at, pk__gt=after.pk)
    return others.filter(later).first() or others.first()


def desk_counts() -> dict[DeskTab, int]:
    """Return how many orders every tab holds. One statement."""
    counts = _in_review().aggregate(
        **{tab.name: Count("pk", filter=condition) for tab, condition in _CONDITIONS.items()}
    )
    return {tab: counts[tab.name] for tab in DeskTab}


def _in_review() -> QuerySet[Order]:
    asked = OrderQuestion.objects.filter(order=OuterRef("pk"))
    return Order.objects.filter(state=OrderState.IN_REVIEW).annotate(
        is_asked=Exists(_OPEN_QUESTION), was_asked=Exists(asked)
    )


_CONDITIONS = {
    DeskTab.DECIDE: Q(is_asked=False),
    DeskTab.ANSWERED: Q(is_asked=False, was_asked=True),
    DeskTab.ASKED: Q(is_asked=True),
    DeskTab.ALL: Q(),
}
