"""Every row of every table, looked through for what must not be there."""

from collections.abc import Iterable

from django.contrib.sessions.models import Session
from django.db import connection


def tables_with(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return, by table, which of the texts it holds in any letters; sessions are decoded."""
    wanted, tables = list(texts), {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - a table's own name
            held = " ".join(row for (row,) in cursor.fetchall())
            if table == Session._meta.db_table:  # noqa: SLF001 - documented
                held = " ".join(str(row.get_decoded()) for row in Session.objects.all())
            if said := [text for text in wanted if text.casefold() in held.casefold()]:
                tables[table] = said
    return tables
