"""Long work with a page of its own: printing for a whole wave, and one step for many rows.

What is printed shows addresses.
"""

from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from library.fulfillment.bulk.running import register_kinds
from library.fulfillment.enums import LabelSheet
from library.fulfillment.paper.labels import Calibration, address_labels
from library.fulfillment.paper.zpl import zpl_labels
from library.fulfillment.selectors.parcels import references_of, shipments_for_labels
from library.fulfillment.slips import packing_slips
from library.jobs.kinds import job_kind
from library.jobs.models import Job
from library.jobs.running import Run
from library.orders.enums import AccessPurpose
from library.orders.services import record_access

SLIPS = "fulfillment.packing_slips"
LABELS = "fulfillment.address_labels"
ZPL = "fulfillment.zpl_labels"
_PERMISSION = "orders.view_recipient"
_PDF = "application/pdf"


def _note_fetching(purpose: AccessPurpose, job: Job, user: AbstractBaseUser) -> None:
    """Write down who is about to see the addresses on paper."""
    record_access(
        actor=user,
        purpose=purpose,
        page=job.parameters["page"],
        references=references_of(shipment_ids=job.parameters["shipments"]),
    )


_slips_fetched = partial(_note_fetching, AccessPurpose.SLIP)
_labels_fetched = partial(_note_fetching, AccessPurpose.LABEL)


@job_kind(SLIPS, permission=_PERMISSION, fetched=_slips_fetched)
def print_slips(run: Run) -> None:
    """Draw the packing slips of parcels. Parameters: `shipments`, their keys; `name`, `page`."""
    keys = run.parameters["shipments"]
    pdf = packing_slips(shipment_ids=keys, watch=partial(run.watch, total=len(keys)))
    _keep(run, f"packing-slips-{run.parameters['name']}.pdf", _PDF, pdf)


@job_kind(LABELS, permission=_PERMISSION, fetched=_labels_fetched)
def print_labels(run: Run) -> None:
    """Draw address labels. Parameters as above, `sheet`, `first`, `right` and `down` in mm."""
    given = run.parameters
    moved = Calibration(right=float(given["right"]), down=float(given["down"]))
    pdf = address_labels(
        shipments=shipments_for_labels(shipment_ids=given["shipments"]),
        sheet=LabelSheet(given["sheet"]),
        first=given["first"],
        calibration=moved,
        watch=partial(run.watch, total=len(given["shipments"])),
    )
    _keep(run, f"labels-{given['name']}.pdf", _PDF, pdf)


@job_kind(ZPL, permission=_PERMISSION, fetched=_labels_fetched)
def print_zpl(run: Run) -> None:
    """Write labels of 4 by 6 inches for a thermal printer. Parameters as of the slips."""
    keys = run.parameters["shipments"]
    zpl = zpl_labels(
        shipments=shipments_for_labels(shipment_ids=keys),
        watch=partial(run.watch, total=len(keys)),
    )
    _keep(run, f"labels-{run.parameters['name']}.zpl", "application/zpl", zpl)


def _keep(run: Run, name: str, content_type: str, content: bytes) -> None:
    run.keep_file(name=name, content_type=content_type, content=content)
    run.conclude(f"{run.job.total} parcels are on {name}.")


def parameters_of(*, shipments: list[int], name: str, page: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what a print job is started with: keys and numbers, no personal data."""
    return {"shipments": shipments, "name": name, "page": page, **more}


register_kinds()
