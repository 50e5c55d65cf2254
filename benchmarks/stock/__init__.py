"""A Wagtail as it comes, with the same rows: what a search is compared with."""
