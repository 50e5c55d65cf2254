"""The test suite."""

import os

from config.settings.base import *
from config.settings.logging import *
from config.settings.search import *
from config.settings.security import *
from config.settings.storage import *

DEMO_ALLOWED = True
SECRET_KEY = "tests only"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

# A test that wants Elasticsearch asks for it; nothing meets it by what the machine happens to run.
ELASTICSEARCH_URL = ""
ELASTICSEARCH_INDEX = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-resources"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = (
    True  # look at a file when it is asked for, not at all of them at the start
)
