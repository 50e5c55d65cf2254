"""A mail server of one's own, spoken to over real SMTP."""

from collections.abc import Iterator
from threading import Event

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from config.launch.node import free_port


class Mailbox:
    """A mail server's end of the line. `answers` are given before it takes what comes."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.answers: list[str] = []
        self.holds = False
        self.port = 0
        self.has_taken, self.goes_on = Event(), Event()

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a mail, or say why not."""
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(envelope)
        self.has_taken.set()
        if self.holds:
            await _server.loop.run_in_executor(None, self.goes_on.wait, 60)
        return "250 Taken"


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.port = controller.port
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": box.port, "timeout": 60},
        }
    }
    yield box
    box.goes_on.set()
    controller.stop()
