"""A developer's machine and the trial run."""

from config.settings.base import *
from config.settings.search import *
from config.settings.security import *
from config.settings.storage import *

DEBUG = True
SECRET_KEY = "development only: production refuses to start with this"
ALLOWED_HOSTS = ["*"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
