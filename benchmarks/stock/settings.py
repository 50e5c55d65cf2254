"""The trial's settings with a stock Wagtail search beside ours, in a database of the run."""

import os

from config.settings.trial import *

_RUN = os.environ.get("BENCH_ALIAS", f"bench-{os.getpid()}")

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.stock"]
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "benchmarks.stock.urls"
ELASTICSEARCH_INDEX = _RUN
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}  # as in production
DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE", DATABASES["default"]["NAME"])
_STOCK: dict[str, object] = {
    "BACKEND": "wagtail.search.backends.elasticsearch8",
    "URLS": [ELASTICSEARCH_URL],
    "INDEX_PREFIX": f"{_RUN}-stock-",
    "AUTO_UPDATE": False,
    "TIMEOUT": 60,
}
WAGTAILSEARCH_BACKENDS |= {"stock": _STOCK}  # type: ignore[dict-item]
