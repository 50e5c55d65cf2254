"""Titles' keys into the row: read for every match, they were fetched from outside it each time."""

from django.db import migrations

# A changed value is stored anew, an equal one would stay where it is.
INSIDE = """
    ALTER TABLE search_embedded_document ALTER title_key SET STORAGE MAIN;
    ALTER TABLE search_embedded_document ALTER numbers SET STORAGE MAIN;
    UPDATE search_embedded_document SET title_key = title_key || '', numbers = numbers || '{}';
"""
OUTSIDE = """
    ALTER TABLE search_embedded_document ALTER title_key SET STORAGE EXTENDED;
    ALTER TABLE search_embedded_document ALTER numbers SET STORAGE EXTENDED;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0008_check_of_words")]

    operations = [migrations.RunSQL(INSIDE, OUTSIDE)]
