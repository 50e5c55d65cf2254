"""Judged runs: how good our search is on documents and queries that people have graded."""
