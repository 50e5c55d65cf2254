"""From approved order to parcel."""
