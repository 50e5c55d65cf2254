"""From a wording and values to a mail in text and HTML. Values are never read as placeholders."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from library.orders.emails.wording import (
    PLACEHOLDER,
    Link,
    Value,
    Values,
    Wording,
    paragraphs_of,
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail ready to be sent. `html` is a whole document."""

    subject: str
    text: str
    html: str


def render(wording: Wording, values: Values) -> Rendered:
    """Fill in a wording."""
    subject = " ".join(_filled(wording.subject, values, _as_text).split())
    kept = [_kept(lines, values) for lines in paragraphs_of(wording.body)]
    kept = [lines for lines in kept if lines]
    text = "\n\n".join("\n".join(_text_lines(lines, values)) for lines in kept)
    context = {
        "subject": subject,
        "site_name": settings.SITE_NAME,
        "paragraphs": [_html_paragraph(lines, values) for lines in kept],
    }
    return Rendered(
        subject=subject,
        text=f"{text}\n\n{settings.SITE_NAME}\n",
        html=render_to_string("mail/orders/message.html", context),
    )


def _kept(lines: list[str], values: Values) -> list[str]:
    """Return the lines of a paragraph that say something, none where the whole says nothing."""
    if not _says_something(lines, values):
        return []
    return [line for line in lines if _says_something([line], values)]


def _says_something(lines: Iterable[str], values: Values) -> bool:
    names = [name for line in lines for name in PLACEHOLDER.findall(line)]
    return not names or any(values.get(name) for name in names)


def _text_lines(lines: Iterable[str], values: Values) -> list[str]:
    shown: list[str] = []
    for line in lines:
        items = _items(line, values)
        if items is None:
            shown.append(_filled(line, values, _as_text))
        else:
            shown += [f"- {item}" for item in items]
    return shown


def _html_paragraph(lines: Iterable[str], values: Values) -> SafeString:
    """Return one paragraph, with a list wherever a line is one."""
    parts: list[SafeString] = []
    run: list[SafeString] = []
    for line in lines:
        items = _items(line, values)
        if items is None:
            run.append(mark_safe(_filled(line, values, _as_html)))  # noqa: S308 - escaped below
            continue
        parts += [*_paragraph(run), _list(items)]
        run = []
    return SafeString("".join([*parts, *_paragraph(run)]))


def _paragraph(run: list[SafeString]) -> list[SafeString]:
    if not run:
        return []
    return [format_html("<p>{}</p>", format_html_join(SafeString("<br>"), "{}", zip(run)))]


def _list(items: Iterable[str]) -> SafeString:
    rows = format_html_join("", "<li>{}</li>", ((item,) for item in items))
    return format_html("<ul>{}</ul>", rows) if rows else SafeString("")


def _items(line: str, values: Values) -> tuple[str, ...] | None:
    """Return the items of a line that is a list, None for any other line."""
    whole = PLACEHOLDER.fullmatch(line.strip())
    value = values.get(whole[1]) if whole else None
    return value if isinstance(value, tuple) else None


def _filled(line: str, values: Values, show: Callable[[Value], str]) -> str:
    """Return a line with its values; one pass, so that a value with braces stays as it is."""
    pieces = re.split(r"(\{[a-z_]+\})", line)
    return "".join(
        show(values.get(piece[1:-1])) if PLACEHOLDER.fullmatch(piece) else show(piece)
        for piece in pieces
    )


def _as_text(value: Value) -> str:
    if isinstance(value, Link):
        return value.url
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _as_html(value: Value) -> SafeString:
    if isinstance(value, Link):
        return format_html('<a href="{}">{}</a>', value.url, value.label)
    lines = _as_text(value).split("\n")
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))
