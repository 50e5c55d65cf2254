"""Addresses of the catalog."""

from django.urls import path

from library.catalog import covers, views

app_name = "catalog"

urlpatterns = [
    path("covers/<str:product_number>.png", covers.cover, name="cover"),
    path("resources/<str:product_number>/", views.resource, name="resource_by_number"),
    path(
        "resources/<str:product_number>/transcripts/<int:document_id>/",
        views.transcript,
        name="transcript",
    ),
    path("resources/<str:product_number>/<slug:slug>/", views.resource, name="resource"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
]
