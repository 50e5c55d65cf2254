"""Subject and text of a mail, written with placeholders such as {reference}.

A text is paragraphs with an empty line between them. A placeholder is a name in braces; braces
have no other use. A list stands on a line of its own. A line whose placeholders all have nothing to
say is left out, and so is such a paragraph.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
# What a pair of braces holds, to be told to whoever wrote it.
_BRACED = re.compile(r"\{([^{}]*)\}")


class Shape(Enum):
    """What stands in the place of a placeholder."""

    TEXT = "text"
    LINK = "link"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name that a mail may use. Without a needed one the mail would miss its purpose."""

    name: str
    meaning: str
    shape: Shape = Shape.TEXT
    is_needed: bool = False

    def __str__(self) -> str:
        return f"{{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Wording:
    """The subject and the text of a mail, placeholders and all."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address and what to call it where it cannot be seen."""

    url: str
    label: str


# Nothing to say is an empty text, an empty list, or None.
type Value = str | Link | tuple[str, ...] | None
type Values = Mapping[str, Value]


def plain(text: str) -> str:
    """Return a text as it is kept: lines end alike, nothing trails, one empty line at most."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def paragraphs_of(body: str) -> list[list[str]]:
    """Return the lines of each paragraph."""
    return [part.split("\n") for part in plain(body).split("\n\n") if part]


def subject_faults(subject: str, allowed: Iterable[Placeholder]) -> list[str]:
    """Return what is wrong with a subject, in words for whoever wrote it."""
    placeholders = list(allowed)
    faults = _brace_faults(subject, placeholders)
    if "\n" in subject or "\r" in subject:
        faults.append("A subject is one line.")
    used = set(PLACEHOLDER.findall(subject))
    faults += [
        f"{each} does not fit into a subject: it is a {each.shape.value}. Use it in the text."
        for each in placeholders
        if each.name in used and each.shape != Shape.TEXT
    ]
    return faults


def body_faults(body: str, allowed: Iterable[Placeholder]) -> list[str]:
    """Return what is wrong with a text, in words for whoever wrote it."""
    placeholders = list(allowed)
    faults = _brace_faults(body, placeholders)
    lines = plain(body).split("\n")
    for each in placeholders:
        holding = [line for line in lines if str(each) in line]
        if each.is_needed and not holding:
            faults.append(f"The text must hold {each}: {each.meaning}.")
        if each.shape == Shape.LIST and any(line.strip() != str(each) for line in holding):
            faults.append(f"{each} is a list: put it on a line of its own.")
    return faults


def _brace_faults(text: str, allowed: list[Placeholder]) -> list[str]:
    known = {each.name for each in allowed}
    unknown = dict.fromkeys(name for name in _BRACED.findall(text) if name not in known)
    offered = ", ".join(map(str, allowed))
    faults = [f"There is no {{{name}}} in this mail. It knows {offered}." for name in unknown]
    if re.search(r"[{}]", _BRACED.sub("", text)):
        faults.append("A brace stands alone. Write a placeholder as {reference}, or leave it out.")
    return faults
