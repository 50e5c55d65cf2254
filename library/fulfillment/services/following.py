"""What a wave learns of its parcels."""

from django.utils import timezone

from library.fulfillment.models import Shipment, Wave
from library.fulfillment.states import IN_THE_HOUSE, OPEN_WAVES, WaveState


def follow_parcel(shipment: Shipment) -> None:
    """Close the wave of a parcel that has just left or was given up, if it was the last one.

    The wave is locked before its parcels are counted: of two last parcels the second one sees both.
    """
    if shipment.wave_id is None:
        return
    wave = Wave.objects.select_for_update().get(pk=shipment.wave_id)
    still = Shipment.objects.filter(wave=wave, state__in=IN_THE_HOUSE)
    if wave.state in OPEN_WAVES and not still.exists():
        wave.state = WaveState.PACKED
        wave.state_changed_at = timezone.now()
        wave.state_changed_by_id = shipment.state_changed_by_id
        wave.save(update_fields=["state", "state_changed_at", "state_changed_by"])
