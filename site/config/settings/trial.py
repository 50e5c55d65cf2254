"""What `make run` starts: no configuration needed, errors shown as in production, plain HTTP."""

from config.env import ENV
from config.launch.secret import kept_secret
from config.settings.base import *
from config.settings.logging import *
from config.settings.search import *
from config.settings.security import *
from config.settings.storage import *

DEBUG = False
DEMO_ALLOWED = True
SECRET_KEY = ENV.secret_key or kept_secret(ENV.library_var / "secret-key")
ALLOWED_HOSTS = list(ENV.allowed_hosts) or ["localhost", "127.0.0.1", "[::1]"]
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True  # assets straight from where they lie: nothing to collect first
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
LOGGING = logging_config(as_json=False, level="WARNING")
