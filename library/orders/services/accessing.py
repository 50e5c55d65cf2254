"""Writing down who sees where orders go. No page or file with an address leaves without it."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser

from library.orders.enums import AccessPurpose
from library.orders.models import AddressAccess

_LONGEST_PAGE = 200


def record_access(
    *, actor: AbstractBaseUser, purpose: AccessPurpose, page: str, references: Iterable[str]
) -> AddressAccess:
    """Write down that somebody is about to see the addresses of orders, in one statement.

    Call it before the page or file is made, once for all its orders. `page` is the path of the
    page, of a job that of the page which started it; never give a query, people type names there.
    """
    return AddressAccess.objects.create(
        actor_id=actor.pk,
        purpose=purpose,
        page=page.partition("?")[0][:_LONGEST_PAGE],
        references=list(dict.fromkeys(references)),
    )
