"""The clerk's pages in the Wagtail admin."""
