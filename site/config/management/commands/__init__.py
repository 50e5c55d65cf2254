"""Management commands of the project, one a module."""
