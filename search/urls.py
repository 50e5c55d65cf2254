"""Addresses of search."""

from django.urls import path

from search import rss, views
from search.saved import views as saved

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("search/clicked/", views.clicked, name="clicked"),
    path("search/rss/", rss.rss, name="rss"),
    path("search/saved/new/", saved.save, name="save"),
    path("search/saved/sent/", saved.sent, name="sent"),
    path("search/saved/confirm/<str:token>/", saved.confirm, name="confirm"),
    path("search/saved/manage/<str:token>/", saved.manage, name="manage"),
    path("search/saved/unsubscribe/<str:token>/", saved.unsubscribe, name="unsubscribe"),
]
