"""The environment, read once and typed. A bad value stops the start with the variable's name."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]

LAST_PORT = 65535
MOST_WORKERS = 64
MOST_LOG_DAYS = 366
MOST_RECIPIENT_DAYS = 3_660
_environ = environ.Env()


@dataclass(frozen=True)
class Environment:
    """Everything the outside decides: an attribute is the variable of its name in capitals."""

    library_var: Path
    database_url: str
    elasticsearch_url: str
    bind_address: str
    port: int
    web_concurrency: int
    secret_key: str
    site_url: str
    allowed_hosts: tuple[str, ...]
    aws_storage_bucket_name: str
    aws_s3_endpoint_url: str
    aws_s3_region_name: str
    email_url: str
    default_from_email: str
    query_log_days: int
    recipient_days: int


def read_environment() -> Environment:
    """Return the environment.

    Raises:
        ImproperlyConfigured: a variable has a value of the wrong kind; the message names it.
    """
    environ.Env.read_env(ROOT / ".env", overwrite=False)
    return Environment(
        library_var=Path(_environ.str("LIBRARY_VAR", str(ROOT / "var"))).resolve(),
        database_url=_address("DATABASE_URL", "postgresql", "postgres"),
        elasticsearch_url=_address("ELASTICSEARCH_URL", "http", "https").rstrip("/"),
        bind_address=_environ.str("BIND_ADDRESS", "127.0.0.1"),
        port=_number("PORT", 8000, LAST_PORT),
        web_concurrency=_number("WEB_CONCURRENCY", 2, MOST_WORKERS),
        secret_key=_environ.str("SECRET_KEY", ""),
        site_url=_environ.str("SITE_URL", "").rstrip("/"),
        allowed_hosts=tuple(_environ.list("ALLOWED_HOSTS", default=[])),
        aws_storage_bucket_name=_environ.str("AWS_STORAGE_BUCKET_NAME", ""),
        aws_s3_endpoint_url=_environ.str("AWS_S3_ENDPOINT_URL", ""),
        aws_s3_region_name=_environ.str("AWS_S3_REGION_NAME", ""),
        email_url=_environ.str("EMAIL_URL", ""),
        default_from_email=_environ.str("DEFAULT_FROM_EMAIL", ""),
        query_log_days=_number("QUERY_LOG_DAYS", 90, MOST_LOG_DAYS),
        recipient_days=_number("RECIPIENT_DAYS", 90, MOST_RECIPIENT_DAYS),
    )


def required[Value](name: str, value: Value) -> Value:
    """Return the value of a variable that production can't do without.

    Raises:
        ImproperlyConfigured: it is not set; the message names it.
    """
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: production needs it, see .env.example.")
    return value


def _address(name: str, *schemes: str) -> str:
    """Return an address, or nothing where none is set. A refusal does not show what signs in."""
    text: str = _environ.str(name, "")
    if text and not _reads_as_address(text, schemes):
        raise ImproperlyConfigured(f"{name} is not an address that begins with {schemes[0]}://.")
    return text


def _reads_as_address(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:  # a port that is none, an address in brackets that is none
        return False
    has_place = bool(parts.hostname) or parts.scheme.startswith("postgres")  # or a socket
    return parts.scheme in schemes and has_place and port != 0


def _number(name: str, default: int, most: int) -> int:
    text = _environ.str(name, str(default))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise ImproperlyConfigured(f"{name} is {text!r}: give a number from 1 to {most}.")
    return int(text)


ENV = read_environment()
