"""The tables of ordering."""

from library.orders.models.accesses import AddressAccess
from library.orders.models.agencies import Agency, AgencyAlias
from library.orders.models.limits import LimitExemption, QuantityLimit
from library.orders.models.mails import MailText, OrderMail
from library.orders.models.notices import NoticeAddress, NoticeCount, StockNotice
from library.orders.models.orders import Order, OrderEvent, OrderLine, Recipient
from library.orders.models.questions import OrderQuestion

__all__ = [
    "AddressAccess",
    "Agency",
    "AgencyAlias",
    "LimitExemption",
    "MailText",
    "NoticeAddress",
    "NoticeCount",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderMail",
    "OrderQuestion",
    "QuantityLimit",
    "Recipient",
    "StockNotice",
]
