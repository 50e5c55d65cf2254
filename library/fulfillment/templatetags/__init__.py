"""Tags that show parcels."""
