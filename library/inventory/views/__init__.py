"""The shelf in the Wagtail admin."""
