"""django-oscar placing orders on the same PostgreSQL, in an environment of its own."""
