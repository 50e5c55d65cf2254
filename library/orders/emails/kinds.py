"""Every mail that a requester may get: when, with which placeholders, and its words by default."""

from dataclasses import dataclass

from library.orders.emails.wording import Placeholder, Shape, Wording
from library.orders.enums import MailKind

_REFERENCE = Placeholder("reference", "the order's number, such as R-7K2M9QXD")
_FOLLOW = Placeholder("follow_link", "the page that shows where the order stands", Shape.LINK)
_REQUESTED = Placeholder("titles", "the titles with the copies asked for", Shape.LIST)
_GRANTED = Placeholder("titles", "the titles with the copies granted and asked for", Shape.LIST)
_REASON = Placeholder("reason", "the reason that was given")
_TITLE = Placeholder("title", "the title that was waited for")
_STOP = Placeholder(
    "stop_link",
    "where all notices to this address are stopped",
    Shape.LINK,
    is_needed=True,
)
_PARCEL = (
    Placeholder("titles", "what is in the parcel", Shape.LIST),
    Placeholder("parcel", "the parcel's number, such as S-7K2M9QXD"),
    Placeholder("carrier", "who carries it"),
    Placeholder("tracking_number", "the carrier's number"),
    Placeholder("tracking_link", "the carrier's page on the parcel", Shape.LINK),
)
_FOLLOW_ENDING = "Follow your order, without signing in:\n{follow_link}"
_PARCEL_LINES = (
    "Parcel {parcel}\nCarrier: {carrier}\nTracking number: {tracking_number}\n{tracking_link}"
)


@dataclass(frozen=True, slots=True)
class KindOfMail:
    """What there is to know of one kind of mail."""

    sent_when: str
    default: Wording
    placeholders: tuple[Placeholder, ...]


def _of_order(sent_when: str, subject: str, body: str, *own: Placeholder) -> KindOfMail:
    wording = Wording(subject, f"{body}\n\n{_FOLLOW_ENDING}")
    return KindOfMail(sent_when, wording, (_REFERENCE, *own, _FOLLOW))


KINDS: dict[MailKind, KindOfMail] = {
    MailKind.PLACED: _of_order(
        "An order was placed within the limits.",
        "Order {reference} received",
        "Thank you. We have received your order {reference}.\n\n{titles}\n\n"
        "Our staff look at it next and write to you.",
        _REQUESTED,
    ),
    MailKind.PLACED_FOR_REVIEW: _of_order(
        "An order over the limit was placed, with a reason.",
        "Order {reference} received for review",
        "Thank you. We have received your order {reference}.\n\n{titles}\n\n"
        "It asks for more than usual. Somebody reads your reason, looks at what is on the shelf, "
        "and writes to you.",
        _REQUESTED,
    ),
    MailKind.QUESTION: KindOfMail(
        "Somebody at the review desk asks the requester.",
        Wording(
            "A question about order {reference}",
            "Before we decide about your order {reference} we have a question:\n\n{question}\n\n"
            "Answer it on this page, without signing in:\n{answer_link}\n\n"
            "Please answer by {answer_by}. Your order waits for it.\n\n"
            "An answer to this email does not reach us.",
        ),
        (
            _REFERENCE,
            Placeholder("question", "what is asked", is_needed=True),
            Placeholder("answer_link", "where it is answered", Shape.LINK, is_needed=True),
            Placeholder("answer_by", "the day by which an answer is hoped for"),
            _REQUESTED,
        ),
    ),
    MailKind.APPROVED: _of_order(
        "An order was approved in full.",
        "Order {reference} approved",
        "Your order {reference} is approved. The warehouse packs it next.\n\n{titles}\n\n"
        "You get an email with the tracking number when it leaves.",
        _GRANTED,
    ),
    MailKind.APPROVED_FEWER: _of_order(
        "An order was approved, with fewer copies than asked for.",
        "Order {reference} approved in part",
        "We can send a part of what you asked for in your order {reference}:\n\n{titles}\n\n"
        "Why not all: {reason}\n\n"
        "The warehouse packs it next. You get an email with the tracking number when it leaves.",
        _GRANTED,
        _REASON,
    ),
    MailKind.DECLINED: _of_order(
        "An order was declined.",
        "Order {reference} cannot be sent",
        "We could not approve your order {reference}.\n\nReason: {reason}\n\n"
        "You asked for:\n{titles}",
        _REQUESTED,
        _REASON,
    ),
    MailKind.CANCELLED: _of_order(
        "What had not been shipped of an order was cancelled.",
        "Order {reference} cancelled",
        "What had not been shipped of your order {reference} is cancelled.\n\nReason: {reason}\n\n"
        "{titles}",
        Placeholder("titles", "the titles with the copies cancelled", Shape.LIST),
        _REASON,
    ),
    MailKind.CANCELLED_PART: _of_order(
        "Some copies of an order were cancelled; the rest goes on.",
        "Copies of order {reference} cancelled",
        "These copies of your order {reference} are cancelled. The rest of it goes on.\n\n{titles}"
        "\n\nReason: {reason}",
        Placeholder("titles", "the titles with the copies cancelled", Shape.LIST),
        _REASON,
    ),
    MailKind.BACK_ORDERED: _of_order(
        "Copies of an approved order are not on the shelf.",
        "Order {reference}: copies on back-order",
        "Some copies of your order {reference} are not on the shelf now:\n\n{titles}\n\n"
        "We keep your place and send them when they arrive. There is nothing you need to do.",
        Placeholder("titles", "what is waited for, and when it is expected", Shape.LIST),
    ),
    MailKind.SHIPPED_PART: _of_order(
        "A parcel left, and more of the order is to come.",
        "A part of order {reference} shipped",
        "A part of your order {reference} has been shipped. The rest follows.\n\n"
        f"{{titles}}\n\n{_PARCEL_LINES}\n\nStill to come:\n{{rest}}",
        *_PARCEL,
        Placeholder("rest", "what is still to come", Shape.LIST),
    ),
    MailKind.SHIPPED: _of_order(
        "A parcel left, and nothing more of the order is to come.",
        "Order {reference} shipped",
        f"Your order {{reference}} has been shipped.\n\n{{titles}}\n\n{_PARCEL_LINES}",
        *_PARCEL,
    ),
    MailKind.NOTICE_CONFIRM: KindOfMail(
        "Somebody left an address to be told when a title is back in stock.",
        Wording(
            "Confirm that you want to know when copies are back",
            "Somebody, probably you, asked us to tell this address when there are copies again "
            "of:\n\n{title}\n\n"
            "Open this page within {days} days and confirm it:\n{confirm_link}\n\n"
            "Was it not you? Do nothing, and the address is deleted. Or stop it at once:\n"
            "{stop_link}",
        ),
        (
            _TITLE,
            Placeholder("confirm_link", "where it is confirmed", Shape.LINK, is_needed=True),
            Placeholder("days", "how many days the link works"),
            _STOP,
        ),
    ),
    MailKind.BACK_IN_STOCK: KindOfMail(
        "Copies are available again that somebody waits to hear of.",
        Wording(
            "Back in stock: {title}",
            "You asked us to tell you: there are copies again of {title}.\n\n"
            "Order them, free of charge, while they last:\n{title_link}\n\n"
            "This is the only email about it. Stop others that you asked for:\n{stop_link}",
        ),
        (
            _TITLE,
            Placeholder("title_link", "the page of the title", Shape.LINK, is_needed=True),
            _STOP,
        ),
    ),
}
