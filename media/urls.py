"""Addresses of pictures."""

from django.urls import path

from media import delivery

app_name = "media"

urlpatterns = [
    path("uploads/<path:key>", delivery.picture, name="picture"),
]
