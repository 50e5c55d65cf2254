"""Forms of the queue, the workbench, waves and packing."""

from library.fulfillment.forms.orders import (
    ApproveForm,
    AskForm,
    CancelForm,
    EditionForm,
    OpenCountForm,
    QueueFilterForm,
    ReasonForm,
    ReturnForm,
    ShipForm,
    ShipmentFilterForm,
    TallyForm,
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
    "EditionForm",
    "LabelForm",
    "OpenCountForm",
    "QueueFilterForm",
    "ReasonForm",
    "ReturnForm",
    "ScanForm",
    "ShipForm",
    "ShipmentFilterForm",
    "ShortPickForm",
    "TallyForm",
    "WaveFilterForm",
    "WaveForm",
]
