"""How far somebody's printer is off, remembered by sheet."""

from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser

from library.fulfillment.enums import LabelSheet
from library.fulfillment.models import LabelCalibration


def calibrate(
    *,
    user: AbstractBaseUser,
    sheet: LabelSheet,
    right: Decimal | None = None,
    down: Decimal | None = None,
) -> LabelCalibration:
    """Return somebody's calibration of a sheet, in millimeters; what is given is remembered."""
    given = {"right": right, "down": down}
    calibration, _ = LabelCalibration.objects.update_or_create(
        user_id=user.pk,
        sheet=sheet,
        defaults={name: value for name, value in given.items() if value is not None},
    )
    calibration.refresh_from_db()  # rounded as the column rounds
    return calibration
