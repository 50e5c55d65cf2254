"""What all mails have in common: how they leave, and what may be told when they do not."""

import smtplib

from django.core.mail import EmailMessage
from procrastinate import RetryDecision, RetryStrategy
from procrastinate.jobs import Job

_PERMANENT = 500  # from here on an SMTP code says that another attempt is of no use


class MailNotSent(Exception):
    """A mail did not leave. Says what it was about and the server's answer, never to whom."""

    def __init__(self, about: str, answer: str) -> None:
        self.about = about
        self.answer = answer
        super().__init__(f"The mail about {about} was not sent: {answer}.")


class MailRefused(MailNotSent):
    """The server refused the recipient or the mail for good."""


class UnlessRefused(RetryStrategy):
    """Another attempt, unless the mail server refused for good."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Decide about a job that failed."""
        if isinstance(exception, MailRefused):
            return None
        return super().get_retry_decision(exception=exception, job=job)


# A mail server that is away for a while: five more attempts over about half an hour.
RETRY = UnlessRefused(max_attempts=6, exponential_wait=5)


def send(mail: EmailMessage, *, about: str) -> None:
    """Send a mail; `about` names its matter by a key, such as "order 7", for the log.

    Raises:
        MailRefused: no other attempt will do.
        MailNotSent: another attempt may do.
    """
    try:
        mail.send()
    except (smtplib.SMTPException, OSError, ValueError) as fault:
        # The worker logs what is raised here, with what it was raised from. An exception of
        # smtplib, or of a header that could not be built, may quote the recipient's address.
        raise _failure(about, fault) from None


def _failure(about: str, fault: Exception) -> MailNotSent:
    """Return what may be told of a fault. What concerns our own account is worth another try."""
    kind = type(fault).__name__
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in fault.recipients.values()]
    else:
        codes = [fault.smtp_code] if isinstance(fault, smtplib.SMTPResponseException) else []
    is_about_mail = isinstance(fault, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    is_permanent = is_about_mail and bool(codes) and min(codes) >= _PERMANENT
    refused = MailRefused if is_permanent or isinstance(fault, ValueError) else MailNotSent
    return refused(about, " ".join([kind, *map(str, codes)]))
