"""The fulfillment app."""

from django.apps import AppConfig


class FulfillmentConfig(AppConfig):
    """From approved order to parcel."""

    name = "library.fulfillment"
    label = "fulfillment"
