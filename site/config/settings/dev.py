"""A developer's machine: the trial with Django's debug pages and templates read anew each time."""

from config.settings.trial import *

DEBUG = True
