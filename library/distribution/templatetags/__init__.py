"""Distribution on any page."""
