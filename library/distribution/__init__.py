"""Copies counted, toward the goal."""
