"""Tags of the frame that every public page stands in."""
