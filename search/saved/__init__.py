"""Saved searches: a person is told of new matches by mail. Rules: docs/adr/0015."""
