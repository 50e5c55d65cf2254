"""A row of everything that the admin's addresses are about."""

from django.contrib.auth.models import User
from django.utils import timezone

from library.distribution.models import BaselineEntry
from library.jobs.models import Job
from library.orders.enums import AccessPurpose
from library.orders.models import AddressAccess, LimitExemption, QuantityLimit
from library.orders.services import record_access
from search.models import JudgedQuery
from search.workbench.services import save_draft
from tests.config.addresses import Samples
from tests.factories.catalog import (
    AudienceFactory,
    LanguageFactory,
    ResourceFactory,
    SeriesFactory,
    TopicFactory,
)
from tests.factories.fulfillment import make_shipment
from tests.factories.inventory import make_stock
from tests.search.entries import synonym


def make_rows() -> Samples:
    """Make a row of every kind and return what fills in the addresses of its namespace."""
    item = make_stock(on_hand=9)
    parcel = make_shipment({item.resource_id: 1})
    writer = User.objects.create_user("writer")
    record_access(actor=writer, purpose=AccessPurpose.VIEW, page="/", references=["R-1"])
    rows = {
        "wagtailsnippets_catalog_resource": ResourceFactory.create(),
        "wagtailsnippets_catalog_topic": TopicFactory.create(),
        "wagtailsnippets_catalog_series": SeriesFactory.create(),
        "wagtailsnippets_catalog_audience": AudienceFactory.create(),
        "wagtailsnippets_catalog_language": LanguageFactory.create(),
        "baseline": BaselineEntry.objects.create(source="ledger", period="1995", copies=1),
        "order": parcel.order,
        "agency": parcel.order.agency,
        "quantitylimit": QuantityLimit.objects.create(most=5),
        "limitexemption": LimitExemption.objects.create(name="Week"),
        "addressaccess": AddressAccess.objects.get(),
        "judged": JudgedQuery.objects.create(text="drugs"),
        "workbench": save_draft(draft=synonym("car", "auto"), actor=writer),
        "stock": item,
        "jobs": Job.objects.create(
            kind="fulfillment.bulk_approve", title="Approve", created_at=timezone.now()
        ),
    }
    samples: dict[str, dict[str, object]] = {name: {"pk": row.pk} for name, row in rows.items()}
    samples["fulfillment"] = {"reference": parcel.order.reference, "number": parcel.number}
    return samples
