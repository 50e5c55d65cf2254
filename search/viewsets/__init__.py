"""The editor's workbench in the Wagtail admin."""
