"""The catalog in templates."""
