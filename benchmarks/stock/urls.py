"""Our addresses, and the stock search beside them in the same process."""

from django.urls import path

from benchmarks.stock.views import search
from config.urls import urlpatterns as ours

urlpatterns = [path("stock-search/", search), *ours]
