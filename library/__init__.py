"""The domain: Django apps, from pages at the top down to catalog."""
