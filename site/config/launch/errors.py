"""The one exception of starting: its message is the line a person reads."""


class CannotStart(Exception):
    """Something needed is missing or unreachable. The message is one line: what, and what to do."""
