"""Finding things. Knows library; library does not know it."""
