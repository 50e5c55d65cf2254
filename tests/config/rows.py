"""A row of everything that the admin's addresses are about."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site, Task, TaskState, Workflow, WorkflowState

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
from tests.factories.media import make_document, make_image
from tests.factories.pages import make_home, make_page
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
    samples["workbench"]["kind"] = "synonym"
    samples["fulfillment"] = {"reference": parcel.order.reference, "number": parcel.number}
    samples["wagtailsnippets_catalog_resource"] |= _reviewed(
        rows["wagtailsnippets_catalog_resource"], writer
    )
    chosen = {name: known for name, known in samples.items() if "snippets_" in name}
    samples |= {name.replace("snippets", "snippetchoosers"): chosen[name] for name in chosen}
    return samples | _of_wagtail(writer)


def _of_wagtail(writer: User) -> dict[str, dict[str, object]]:
    """Return what fills in Wagtail's own addresses, by namespace; "" for those without one."""
    home = make_home()
    page = make_page(title="About", parent=home)
    pages = {
        "app_label": "pages",
        "model_name": "standardpage",
        "pk": page.pk,
        "page_id": page.pk,
        "page_to_move_id": page.pk,
        "parent_page_id": home.pk,
        "destination_id": home.pk,
        **_reviewed(page, writer),
    }
    image, document = make_image(), make_document()
    collection = Collection.get_first_root_node().add_child(name="Covers")
    workflow, task = Workflow.objects.get(), Task.objects.get()
    images: dict[str, object] = {"image_id": image.pk, "pk": image.pk, "filter_spec": "width-80"}
    documents: dict[str, object] = {"document_id": document.pk, "pk": document.pk}
    return {
        "": {"parent_page_id": home.pk, "document_id": document.pk},
        "wagtailadmin_pages": pages,
        "wagtailadmin_api": {"pk": page.pk},
        "wagtailadmin_collections": {"pk": collection.pk, "collection_id": collection.pk},
        "wagtailadmin_workflows": {
            "pk": workflow.pk,
            "workflow_pk": workflow.pk,
            "page_pk": home.pk,
            "task_id": task.pk,
            "app_label": "wagtailcore",
            "model_name": "groupapprovaltask",
        },
        "wagtailadmin_editing_sessions": {"model_name": "resource", "object_id": "1"},
        "wagtaildocs": documents | {"doc_id": document.pk},
        "wagtaildocs_chooser": documents,
        "wagtailimages": images,
        "wagtailimages_chooser": images,
        "wagtailredirects": {"redirect_id": Redirect.objects.create(old_path="/old").pk},
        "wagtailsites": {"pk": Site.objects.get().pk},
        "wagtailusers_users": {"pk": writer.pk},
        "wagtailusers_groups": {"pk": Group.objects.create(name="Visitors").pk},
    }


def _reviewed(row: Any, writer: User) -> dict[str, object]:  # noqa: ANN401 - a page or a snippet
    """Let a row wait for a moderator; Wagtail's own `start` would send mails."""
    revision, task = row.save_revision(user=writer), Task.objects.get()
    state = WorkflowState.objects.create(
        base_content_type=row.get_base_content_type(),
        content_type=row.get_content_type(),
        object_id=str(row.pk),
        workflow=Workflow.objects.get(),
        requested_by=writer,
    )
    task_state = TaskState.objects.create(workflow_state=state, revision=revision, task=task)
    state.current_task_state = task_state
    state.save(update_fields=["current_task_state"])
    return {
        "revision_id": revision.pk,
        "task_state_id": task_state.pk,
        "workflow_state_id": state.pk,
        "task_id": task.pk,
    }
