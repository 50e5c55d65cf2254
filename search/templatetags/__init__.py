"""What templates ask of search."""
