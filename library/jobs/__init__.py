"""Long work: its progress, its end, and how to stop it and go on with it."""
