"""Fits values into the columns they go into, and remembers what had to give."""


class Fitting:
    """Collects the remarks of one record while its values are made to fit."""

    def __init__(self, remarks: tuple[str, ...]) -> None:
        self._remarks = dict.fromkeys(remarks)

    def cut(self, text: str, longest: int, what: str) -> str:
        """Return text cut to `longest` characters, with an ellipsis and a remark."""
        if len(text) <= longest:
            return text
        self._remarks[f"the {what} is longer than {longest} characters and was cut"] = None
        return text[: longest - 1].rstrip() + "…"

    def fits(self, text: str, longest: int, what: str) -> bool:
        """Tell whether a value that is useless when cut fits; remark on one that does not."""
        if len(text) <= longest:
            return True
        self.remark(f"the {what} is longer than {longest} characters and was left out")
        return False

    def remark(self, text: str) -> None:
        """Remember what was lost, once."""
        self._remarks[text] = None

    def remarks(self) -> tuple[str, ...]:
        """Return everything that was lost."""
        return tuple(self._remarks)
