"""The real thing. It refuses to start without what only its operator can decide."""

from config.env import ENV, required
from config.settings.base import *
from config.settings.logging import *
from config.settings.mail import mailers
from config.settings.search import *
from config.settings.security import *
from config.settings.storage import *

DEBUG = False
SECRET_KEY = required("SECRET_KEY", ENV.secret_key)
# The machine itself asks for its health by address; no link is ever made from the Host header.
ALLOWED_HOSTS = [*required("ALLOWED_HOSTS", ENV.allowed_hosts), "127.0.0.1", "localhost"]
SITE_URL = required("SITE_URL", ENV.site_url)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
required("DATABASE_URL", ENV.database_url)
MAILERS = mailers(required("EMAIL_URL", ENV.email_url))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = required("DEFAULT_FROM_EMAIL", ENV.default_from_email)

DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
STORAGES["staticfiles"] = {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
}
LOGGING = logging_config(as_json=True)

# The proxy in front ends TLS and sets this header on every request, whatever the client sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
