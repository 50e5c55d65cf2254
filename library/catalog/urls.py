"""Addresses of the catalog."""

from django.urls import path

from library.catalog import covers

app_name = "catalog"

urlpatterns = [
    path("covers/<str:product_number>.png", covers.cover, name="cover"),
]
