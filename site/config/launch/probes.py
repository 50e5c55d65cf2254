"""Asking before starting: is the port free, does what was named answer."""

import socket
import time
import urllib.request
from urllib.parse import urlsplit

import psycopg

from config.env import ENV
from config.launch.elasticsearch import answers
from config.launch.errors import CannotStart
from config.launch.processes import Processes


def require_free_port(address: str, port: int) -> None:
    """Raise CannotStart when somebody listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise CannotStart(
                f"Port {port} cannot be used ({error.strerror}): set PORT to another one."
            ) from error


def require_database(url: str) -> None:
    """Raise CannotStart when DATABASE_URL names a database that does not answer."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1].strip()
        raise CannotStart(f"DATABASE_URL: no database at {_shown(url)}: {reason}") from error


def require_elasticsearch(url: str) -> str:
    """Return the version answering at ELASTICSEARCH_URL; raise CannotStart when none does."""
    version = answers(url, timeout=5)
    if version is None:
        raise CannotStart(
            f"ELASTICSEARCH_URL: nothing answers at {_shown(url)}; "
            "unset it and PostgreSQL answers searches."
        )
    return version


def require_named_services() -> str:
    """Check everything the environment names; return which search engine answers."""
    require_free_port(ENV.bind_address, ENV.port)
    if ENV.database_url:
        require_database(ENV.database_url)
    if ENV.elasticsearch_url:
        return f"Elasticsearch {require_elasticsearch(ENV.elasticsearch_url)}"
    return "PostgreSQL (set ELASTICSEARCH_URL for Elasticsearch)"


def wait_for_web(processes: Processes) -> None:
    """Return once the web process answers; raise CannotStart when one of the processes ends."""
    address = f"http://127.0.0.1:{ENV.port}/healthz"
    while (ended := processes.ended()) is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CannotStart(f"The {ended} process ended at its start; its last lines say why.")


def _shown(url: str) -> str:
    """Return a URL without what signs in."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
