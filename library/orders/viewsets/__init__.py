"""Orders, agencies and limits in the Wagtail admin."""
