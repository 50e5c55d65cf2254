"""The search engine that is always there: PostgreSQL full text."""
