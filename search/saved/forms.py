"""The one thing a person types to save a search."""

from typing import Any

from library.orders.forms import MailboxForm


class SaveForm(MailboxForm):
    """An address for new matches."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.fields[
            "email"
        ].help_text = "Used for new matches of your saved searches and for nothing else."
