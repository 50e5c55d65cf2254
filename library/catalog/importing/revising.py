"""Changes a resource that was imported before, keeping in its history what it said until now."""

from django.utils import timezone

from library.catalog.enums import FileRole
from library.catalog.importing.numbering import Numbers
from library.catalog.importing.records import ImportedRecord
from library.catalog.importing.rows import fill, save_details
from library.catalog.importing.vocabularies import Vocabularies
from library.catalog.models import (
    Contribution,
    Identifier,
    Resource,
    ResourceFile,
    SubjectHeading,
)

_DRAFT_SET_ASIDE = "it had unpublished changes; they are in its history"


class HeldByEditors(Exception):
    """A resource is not to be changed now; the message says why."""

    def __init__(self, resource: Resource) -> None:
        held = "locked" if resource.locked else "in review"
        super().__init__(f"it is {held} and was left as it is; import it again later")
        self.resource = resource


def change_resource(
    *, pk: int, record: ImportedRecord, digest: str, numbers: Numbers, words: Vocabularies
) -> tuple[str, ...]:
    """Let a resource say what its record says now, and return what to tell about it.

    Before and after are Wagtail revisions, so an editor's changes can be compared and restored.
    Cover, documents, audiences, lifecycle and whether it is public are the editors' and stay.

    Raises:
        HeldByEditors: the resource is locked or in review; nothing was changed.
    """
    resource = Resource.objects.select_for_update().get(pk=pk)
    if resource.locked or resource.workflow_in_progress:
        raise HeldByEditors(resource)
    remarks = [_DRAFT_SET_ASIDE] if resource.has_unpublished_changes and resource.live else []
    resource.save_revision(clean=False, changed=False)
    fill(resource, record, digest=digest, words=words)
    resource.save()
    for rows in (Identifier, Contribution, SubjectHeading):
        rows.objects.filter(resource=resource).delete()
    ResourceFile.objects.filter(resource=resource, role=FileRole.ONLINE, document=None).delete()
    Resource.languages.through.objects.filter(resource=resource).delete()
    left_out = save_details([(resource, record)], numbers=numbers, words=words)
    _keep_in_history(pk)
    return (*remarks, *left_out.get(pk, ()))


def _keep_in_history(pk: int) -> None:
    resource = Resource.objects.get(pk=pk)  # anew: the cluster still holds the rows of before
    revision = resource.save_revision(clean=False, changed=False)
    if resource.live:
        resource.live_revision = revision
        resource.has_unpublished_changes = False
        resource.last_published_at = timezone.now()
        resource.save()
