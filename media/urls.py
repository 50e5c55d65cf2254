"""Addresses of pictures and documents."""

from django.urls import path, re_path
from wagtail.documents.views.serve import serve

from media import delivery
from media.ranges import with_ranges

app_name = "media"

urlpatterns = [
    path("uploads/<path:key>", delivery.picture, name="picture"),
    # The address that Wagtail makes for a document; it asks who may have it.
    re_path(r"^documents/(\d+)/(.*)$", with_ranges(serve), name="document"),
]
