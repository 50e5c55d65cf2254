"""Newer editions in the place of older ones, as was decided when they came out."""

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from library.catalog.enums import Relation
from library.catalog.models import Resource, ResourceRelation
from library.fulfillment.enums import EditionPolicy
from library.fulfillment.models import EditionChange, ShipmentLine
from library.fulfillment.selectors.editions import orders_to_substitute
from library.fulfillment.selectors.queue import copies_waited_for_before
from library.fulfillment.tasks import defer_substitution
from library.inventory import ledger
from library.inventory.selectors import stock_items
from library.orders import services as orders
from library.orders.models import Order
from library.orders.services.lines import open_copies
from library.orders.states import OPEN_STATES


class NotAnEdition(ValueError):
    """A resource does not say that it supersedes the other, or is not public."""

    def __init__(self, old: Resource, new: Resource) -> None:
        self.old, self.new = old, new
        super().__init__(
            f"{new.product_number or new.title} does not supersede "
            f"{old.product_number or old.title}. State it among the related resources and publish."
        )


@transaction.atomic
def decide_edition(
    *, old_id: int, new_id: int, policy: EditionPolicy, actor: AbstractBaseUser | None
) -> EditionChange:
    """Say what becomes of the stock of an old edition; open orders follow, as a job.

    The newer one gets a place on the shelf, where it has none. Copies in parcels stay in them.

    Raises:
        NotAnEdition: the one does not supersede the other.
    """
    old, new = Resource.objects.get(pk=old_id), Resource.objects.get(pk=new_id)
    stated = ResourceRelation.objects.filter(resource=new, target=old, relation=Relation.SUPERSEDES)
    if not new.is_public or not stated.exists():
        raise NotAnEdition(old, new)
    ledger.open_item(resource_id=new_id)
    decided = {
        "new": new,
        "policy": policy,
        "decided_at": timezone.now(),
        "decided_by_id": actor.pk if actor else None,
    }
    change, _ = EditionChange.objects.update_or_create(old=old, defaults=decided)
    if policy == EditionPolicy.WRITE_OFF:
        _write_off(old, new, actor)
    defer_substitution(change_id=change.pk, decided_at=change.decided_at)
    return change


def substitute_everywhere(*, change: EditionChange) -> int:
    """Let open copies of an old edition be the newer one's; return how many orders changed.

    Where the old stock is drained first, those that the shelf can give stay what they are.
    """
    order_ids = orders_to_substitute(resource_id=change.old_id)
    return sum(_substitute_in(order_id, change) for order_id in order_ids)


def follow_editions(
    order: Order,
    changes: Mapping[int, EditionChange],
    kept: Mapping[int, int],
    actor: AbstractBaseUser | None,
) -> bool:
    """Put newer editions into a locked order, as was decided; return whether anything changed.

    Args:
        order: locked, as are the shelves of its titles and of those that come in their place.
        changes: what was decided, by old resource.
        kept: by resource, the copies that are left to orders placed before.
        actor: who allocates.
    """
    lines = [line for line in order.lines.all() if open_copies(line)]
    ids = [line.resource_id for line in lines if line.resource_id in changes]
    shelves = {item.resource_id: item.available for item in stock_items().filter(resource__in=ids)}
    held = ShipmentLine.objects.filter(order_line__in=lines)
    seen_in_parcels = set(held.values_list("order_line", flat=True))
    moves = {}
    for line in lines:
        change = changes.get(line.resource_id)
        if change is None:
            continue
        left = 0
        if change.policy == EditionPolicy.DRAIN:
            left = max(shelves.get(line.resource_id, 0) - kept.get(line.resource_id, 0), 0)
        if copies := max(open_copies(line) - left, 0):
            is_fresh = line.pk not in seen_in_parcels
            moves[line.pk] = orders.Substitution(change.new_id, copies, is_fresh=is_fresh)
    if moves:
        orders.substitute(order_id=order.pk, actor=actor, moves=moves)
    return bool(moves)


@transaction.atomic
def _substitute_in(order_id: int, change: EditionChange) -> bool:
    order = Order.objects.select_for_update().get(pk=order_id)
    if order.state not in OPEN_STATES:
        return False
    ids = [change.old_id, change.new_id]
    ledger.lock(resource_ids=ids)
    kept = copies_waited_for_before(order=order, resource_ids=ids)
    return follow_editions(order, {change.old_id: change}, kept, change.decided_by)


def _write_off(old: Resource, new: Resource, actor: AbstractBaseUser | None) -> None:
    ledger.lock(resource_ids=[old.pk])
    item = stock_items().filter(resource=old).first()
    if item is None or item.on_hand == item.allocated:
        return
    ledger.write_off(
        resource_id=old.pk,
        quantity=item.on_hand - item.allocated,
        document=f"Superseded by {new.product_number}",
        actor=actor,
        reason="A newer edition is out",
    )
