"""The pages of ordering: basket, checkout, following an order."""
