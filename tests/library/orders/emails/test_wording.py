"""Words with placeholders: what is refused, and what they become."""

import re
from string import ascii_lowercase

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from library.orders.emails.kinds import KINDS
from library.orders.emails.rendering import render
from library.orders.emails.sample import sample_values
from library.orders.emails.wording import (
    Link,
    Placeholder,
    Shape,
    Value,
    Wording,
    body_faults,
    plain,
    subject_faults,
)
from library.orders.enums import MailKind

NAME = Placeholder("reference", "the number")
LIST = Placeholder("titles", "the titles", Shape.LIST)
LINK = Placeholder("follow_link", "the page", Shape.LINK, is_needed=True)
ALL = (NAME, LIST, LINK)
VALUES: dict[str, Value] = {"reference": "R-1", "titles": ("5 of A", "B & {reference}"), "note": ""}
VALUES |= {"follow_link": Link("https://x.example/?a=1&b=2", "Follow <it>")}


@pytest.mark.parametrize(
    ("subject", "fault"),
    [
        ("Order {number}", "There is no {number} in this mail. It knows {reference}, {titles}"),
        ("Order {reference.order}", "There is no {reference.order} in this mail."),
        ("Order {reference!r}", "There is no {reference!r} in this mail."),
        ("Order {}", "There is no {} in this mail."),
        ("Order {reference", "A brace stands alone."),
        ("Order }", "A brace stands alone."),
        ("{titles}", "{titles} does not fit into a subject: it is a list."),
        ("{follow_link}", "{follow_link} does not fit into a subject: it is a link."),
        ("One\nTwo", "A subject is one line."),
    ],
)
def test_a_subject_that_cannot_be_sent_is_told_why(subject: str, fault: str) -> None:
    (found,) = subject_faults(subject, ALL)
    assert found.startswith(fault)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("{reference}", "The text must hold {follow_link}: the page."),
        ("You get {titles}\n{follow_link}", "{titles} is a list: put it on a line of its own."),
        ("{{follow_link}}", "A brace stands alone."),
        ("{% load x %}{follow_link}", "There is no {% load x %} in this mail."),
    ],
)
def test_a_text_that_cannot_be_sent_is_told_why(body: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in body_faults(body, ALL)), body_faults(body, ALL)


def test_a_text_becomes_text_and_html() -> None:
    body = "Hello <you>\r\nagain\r\n\r\n\r\nIn it:\n{titles}\nAll\n\n{follow_link}  \n"
    mail = render(Wording("Order  {reference}", body), VALUES)
    assert mail.subject == "Order R-1"
    assert mail.text.startswith(
        "Hello <you>\nagain\n\nIn it:\n- 5 of A\n- B & {reference}\nAll\n\n"
        "https://x.example/?a=1&b=2\n\n"
    )
    html = re.sub(r"\s+", " ", mail.html)
    assert "<p>Hello &lt;you&gt;<br>again</p>" in html
    assert "<p>In it:</p><ul><li>5 of A</li><li>B &amp; {reference}</li></ul><p>All</p>" in html
    assert '<a href="https://x.example/?a=1&amp;b=2">Follow &lt;it&gt;</a>' in html


def test_what_has_nothing_to_say_is_left_out() -> None:
    body = "Reason: {note}\n\nA\nNote: {note}\nB {note}{reference}\n\nLeft:\n{gone}\n\nEnd"
    text = render(Wording("s", body), {**VALUES, "gone": ()}).text
    assert text.split("\n\n")[:2] == ["A\nB R-1", "End"]


@pytest.mark.parametrize("kind", MailKind)
def test_every_default_is_sound_and_can_be_shown(kind: MailKind) -> None:
    about = KINDS[kind]
    assert subject_faults(about.default.subject, about.placeholders) == []
    assert body_faults(about.default.body, about.placeholders) == []
    values = sample_values(kind)
    assert {each.name for each in about.placeholders} <= values.keys()
    mail = render(about.default, values)
    shown = BeautifulSoup(mail.html, "html.parser").body
    assert shown is not None
    assert "{" not in mail.subject + mail.text + shown.text
    for each in about.placeholders:
        if each.is_needed:
            assert values[each.name], each


TYPED = st.text(st.sampled_from("{}<>&\n\r ab_\N{EM DASH}") | st.characters(), max_size=60)


@given(body=TYPED, value=st.text(max_size=30), names=st.sets(st.sampled_from(ascii_lowercase)))
def test_whatever_is_accepted_can_be_sent(body: str, value: str, names: set[str]) -> None:
    allowed = [Placeholder(name, "x") for name in names]
    if body_faults(body, allowed):
        return
    mail = render(Wording("s", body), dict.fromkeys(names, value))
    shown = BeautifulSoup(mail.html, "html.parser")
    assert not shown.find_all(re.compile("script|img|iframe"))
    if not names:
        assert plain(mail.text).startswith(plain(body))
