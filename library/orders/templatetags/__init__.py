"""Tags that let other pages order."""
