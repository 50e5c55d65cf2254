"""Which numbers stand near one: a slip of a finger away, or next to it in its series."""

import re
import string

_TAIL = re.compile(r"(.*?)(\d+)(\D*)", re.ASCII | re.DOTALL)
_STEPS = (1, -1, 2, -2, 3, -3)
_LONGEST = 40  # of a key; longer ones are not typed but pasted


def near_keys(key: str) -> tuple[str, ...]:
    """Return keys near one, the nearest first: neighbors in counting, then one edit away."""
    if not key or len(key) > _LONGEST:
        return ()
    return tuple(dict.fromkeys(k for k in (*_counted(key), *_edited(key)) if k and k != key))


def series_of(key: str) -> str:
    """Return the letters that a running number stands behind: copsp of copsp273."""
    found = re.match(r"[a-z]+(?=\d)", key)
    return found.group() if found else ""


def _counted(key: str) -> list[str]:
    found = _TAIL.fullmatch(key)
    if not found:
        return []
    head, digits, tail = found.groups()
    numbers = (int(digits) + step for step in _STEPS)
    return [f"{head}{number:0{len(digits)}d}{tail}" for number in numbers if number > 0]


def _edited(key: str) -> list[str]:
    """Return keys with two neighbors swapped, one character left out, another, or one more."""
    places = range(len(key))
    swapped = [key[:i] + key[i + 1] + key[i] + key[i + 2 :] for i in places[:-1]]
    shorter = [key[:i] + key[i + 1 :] for i in places]
    changed = [key[:i] + c + key[i + 1 :] for i in places for c in _alike(key[i])]
    longer = [key[:i] + c + key[i:] for i in (*places, len(key)) for c in string.digits]
    return [*swapped, *changed, *shorter, *longer]


def _alike(character: str) -> str:
    if character.isdigit():
        return string.digits
    return string.ascii_lowercase if character.isalpha() else ""
