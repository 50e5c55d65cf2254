"""What every environment shares."""

from pathlib import Path

from config.env import ENV, ROOT
from config.launch.postgres import database_config

INSTALLED_APPS = [
    "config",
    "library.pages",
    "library.distribution",
    "library.fulfillment",
    "library.orders",
    "library.inventory",
    "library.catalog",
    "library.jobs",
    "search",
    "media",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "pgtrigger",
    "procrastinate.contrib.django",
    "django_structlog",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "config.middleware.AdminPolicyMiddleware",
    "config.middleware.RequestLogMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "library.catalog.middleware.LegacyAddressMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]

DATABASES = {"default": database_config(ENV.database_url, ENV.library_var)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/New_York"  # the fiscal year turns on Washington time
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = ROOT / "staticfiles"  # of the code, not of its data: an image carries it
STATICFILES_DIRS = [
    ROOT / "site" / "static",
    ("uswds", ROOT / "node_modules" / "@uswds" / "uswds" / "dist"),
]
WHITENOISE_ROOT = ROOT / "site" / "root"  # what has its address at the top, like favicon.ico

SITE_NAME = "Community Policing Resource Library"
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = ENV.site_url or f"http://127.0.0.1:{ENV.port}"
WAGTAILIMAGES_IMAGE_MODEL = "media.LibraryImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.LibraryDocument"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
DEMO_ALLOWED = False  # whether load_demo may fill the library
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the admin asks nobody outside
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nor shows them who edits here

# Jobs that stand above the services they call. Those in an app's tasks.py are found by themselves.
PROCRASTINATE_IMPORT_PATHS = [
    "library.fulfillment.periodic",
    "library.inventory.periodic",
    "library.orders.periodic",
    "search.saved.periodic",
]

RECIPIENT_DAYS = ENV.recipient_days  # after its end an order's recipient is anonymized
