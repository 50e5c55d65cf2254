"""Forms of the queue, the workbench, waves and packing."""

from library.fulfillment.forms.orders import (
    ApproveForm,
    AskForm,
    CancelForm,
    QueueFilterForm,
    ReasonForm,
    ReturnForm,
    ShipForm,
    ShipmentFilterForm,
)
from library.fulfillment.forms.waves import (
    LabelForm,
    ScanForm,
    ShortPickForm,
    WaveFilterForm,
    WaveForm,
)

__all__ = [
    "ApproveForm",
    "AskForm",
    "CancelForm",
    "LabelForm",
    "QueueFilterForm",
    "ReasonForm",
    "ReturnForm",
    "ScanForm",
    "ShipForm",
    "ShipmentFilterForm",
    "ShortPickForm",
    "WaveFilterForm",
    "WaveForm",
]
