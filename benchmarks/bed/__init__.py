"""The test bed of all benchmarks. Importing it sets Django up, with a stock Wagtail beside us."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.stock.settings")
django.setup()
