"""Test databases: migrations run once into a template, every run and worker clones it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

PREFIX = "template_library_"


def template_name() -> str:
    """Name the template after everything that decides what migrations make."""
    digest = hashlib.sha256(f"{django.__version__} {version('procrastinate')}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label} {file.name}".encode())
            digest.update(file.read_bytes())
    return PREFIX + digest.hexdigest()[:16]


class TestDatabase:
    """The database of one test process, a clone of the template."""

    __test__ = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.template = template_name()
        self.original_name: str = connection.settings_dict["NAME"]

    def create(self) -> None:
        """Make the template if it is missing, clone it, and point Django at the clone."""
        with self._server() as server:
            server.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
            if not _exists(server, self.template):
                self._build_template(server)
        self.restore()
        connection.settings_dict["NAME"] = self.name

    def restore(self) -> None:
        """Throw everything in the clone away: as new, with what migrations put there."""
        connections.close_all()
        with self._server() as server:
            _drop(server, self.name)
            clone = "CREATE DATABASE {} TEMPLATE {}"
            server.execute(sql.SQL(clone).format(*map(sql.Identifier, (self.name, self.template))))

    def remove(self) -> None:
        """Drop the clone and give Django its own database back."""
        connections.close_all()
        connection.settings_dict["NAME"] = self.original_name
        with self._server() as server:
            _drop(server, self.name)

    def _build_template(self, server: psycopg.Connection) -> None:
        for (old,) in server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        ).fetchall():
            with suppress(psycopg.errors.ObjectInUse):
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
        draft = f"{self.template}_draft"
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
        connection.settings_dict["NAME"] = draft
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        rename = "ALTER DATABASE {} RENAME TO {}"
        server.execute(sql.SQL(rename).format(*map(sql.Identifier, (draft, self.template))))

    @contextmanager
    def _server(self) -> Iterator[psycopg.Connection]:
        """Yield a connection beside Django's: no database can be dropped from inside itself."""
        parameters = connection.get_connection_params() | {"dbname": "postgres"}
        for name in ("cursor_factory", "context", "prepare_threshold"):
            parameters.pop(name, None)
        with psycopg.connect(**parameters, autocommit=True) as server:
            yield server


def _exists(server: psycopg.Connection, name: str) -> bool:
    query = "SELECT 1 FROM pg_database WHERE datname = %s"
    return server.execute(query, [name]).fetchone() is not None


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
