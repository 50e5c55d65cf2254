"""The test suite."""

from config.settings.base import *
from config.settings.search import *
from config.settings.security import *
from config.settings.storage import *

SECRET_KEY = "tests only"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
