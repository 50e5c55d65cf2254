"""Addresses of the distribution report."""

from django.urls import path

from library.distribution import views

app_name = "distribution"

urlpatterns = [
    path("distribution/", views.distribution_report, name="report"),
    path("distribution/rows/<slug:measure>/", views.distribution_rows, name="rows"),
]
