"""The test suite."""

import os

from config.settings.base import *
from config.settings.search import *
from config.settings.security import *
from config.settings.storage import *

SECRET_KEY = "tests only"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

# A test that wants Elasticsearch asks for it; nothing meets it by what the machine happens to run.
ELASTICSEARCH_URL = ""
ELASTICSEARCH_INDEX = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-resources"
