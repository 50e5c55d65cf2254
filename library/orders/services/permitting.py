"""Who may decide what: an order that waits for a reviewer is a reviewer's to decide."""

from django.contrib.auth.models import AnonymousUser, PermissionsMixin

from library.orders.models import Order
from library.orders.states import OrderState

DECIDE_REVIEWS = "orders.decide_review"


class NotYours(Exception):
    """The user may not take this step."""

    def __init__(self) -> None:
        super().__init__("It waits for a reviewer: only reviewers and managers decide it.")


def check_may_decide(*, order: Order, user: PermissionsMixin | AnonymousUser) -> Order:
    """Return the order if the user may approve or decline it as far as its review goes.

    Raises:
        NotYours: it is in review, over the limits or held, and the user is no reviewer.
    """
    if order.state == OrderState.IN_REVIEW and not user.has_perm(DECIDE_REVIEWS):
        raise NotYours
    return order
