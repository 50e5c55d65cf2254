"""The fulfillment app."""

from django.apps import AppConfig


class FulfillmentConfig(AppConfig):
    """From approved order to parcel."""

    name = "library.fulfillment"
    label = "fulfillment"

    def ready(self) -> None:
        """Let orders that are anonymized be forgotten here too."""
        from library.fulfillment.services.forgetting import forget_recipients  # noqa: PLC0415
        from library.orders.services.anonymizing import also_forgets  # noqa: PLC0415

        also_forgets(forget_recipients)
