"""The entry for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver, reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

# What the first reader would otherwise wait for, once before the workers are forked: every view,
# every address, the templates of a page, the terms of search.
from search.vocabulary.built_in import built_in_vocabulary  # noqa: E402 - needs the applications

get_resolver().url_patterns  # noqa: B018
reverse("search:results")
get_template("search/results.html")
built_in_vocabulary().terms  # noqa: B018
