#!/usr/bin/env python
"""Django's command line for the resource library."""

import os
import sys


def main() -> None:
    """Run a management command with the trial's settings unless told otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.trial")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from config.launch.errors import CannotStart

    try:
        execute_from_command_line(sys.argv)
    except (CannotStart, ImproperlyConfigured) as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
