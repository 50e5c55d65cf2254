"""Commands on parcels."""
