"""What waits in fulfillment, and what a parcel holds."""
