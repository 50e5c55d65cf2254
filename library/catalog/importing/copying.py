"""Writes many plain rows with PostgreSQL's COPY, several times faster than model instances.

Triggers, constraints and defaults of the database apply as ever; `save` and `pre_save` don't run.
"""

from collections.abc import Iterable, Sequence

from django.db import connection, models
from psycopg import sql


def copy_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Add rows to a model's table; `columns` are names of database columns, in the rows' order."""
    rows = list(rows)
    if not rows:
        return
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),  # noqa: SLF001  Django's documented way to a table
        sql.SQL(", ").join(map(sql.Identifier, columns)),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
