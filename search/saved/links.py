"""The signed links in mails about saved searches."""

from library.double_opt_in import CONFIRM_WITHIN, SignedLink

CONFIRM = SignedLink("search:confirm", CONFIRM_WITHIN)  # leads to a saved search
MANAGE = SignedLink("search:manage")  # this and the next lead to a subscriber
UNSUBSCRIBE = SignedLink("search:unsubscribe")
