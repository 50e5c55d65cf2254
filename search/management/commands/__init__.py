"""Commands that feed and mend the index."""
