"""The search engine for many readers: Elasticsearch 8 or 9. Nothing outside speaks to it."""
