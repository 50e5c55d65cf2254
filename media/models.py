"""Pictures and documents: Wagtail's own, made ours from the first day so that they can grow."""

from typing import Any

from django.db import models, transaction
from procrastinate.contrib.django import app
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from media.enums import ReadingProblem, ReadingState
from media.keys import document_key, extension, picture_key
from media.limits import READ_EXTENSIONS, TIMED_EXTENSIONS


class LibraryImage(AbstractImage):
    """A picture. Its `description` is the text alternative."""

    admin_form_fields = WagtailImage.admin_form_fields

    def get_upload_to(self, filename: str) -> str:
        """Return the key under which the picture is stored; Wagtail asks for it."""
        return picture_key(filename)


class LibraryRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(LibraryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class LibraryDocument(AbstractDocument):
    """A file that readers download."""

    file = models.FileField(upload_to=document_key)

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"

    @property
    def is_readable(self) -> bool:
        """Whether its text can be read for search, going by its name."""
        return extension(self.file.name or "") in READ_EXTENSIONS

    @property
    def is_timed_text(self) -> bool:
        """Whether it is captions or a transcript with times, going by its name."""
        return extension(self.file.name or "") in TIMED_EXTENSIONS

    @property
    def reading_summary(self) -> str:
        """What search could read of its present file, in words for editors."""
        reading: DocumentReading | None = getattr(self, "reading", None)
        if reading is None or reading.file_key != self.file.name:
            return "Waiting to be read."
        return str(reading)

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  Django's signature
        """Save, and have the text of a new file read by a job that the same transaction queues."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            read_before = DocumentReading.objects.filter(document=self, file_key=self.file.name)
            if self.is_readable and not read_before.exists():
                job = app.configure_task("media.read_document", lock=f"read-document-{self.pk}")
                job.defer(document_id=self.pk)


class DocumentReading(models.Model):
    """What came of reading the file of a document. Its text is in `DocumentPassage`."""

    document = models.OneToOneField(
        LibraryDocument, on_delete=models.CASCADE, primary_key=True, related_name="reading"
    )
    # Keys are never used twice: a file with this key has been read, another is another file.
    file_key = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=ReadingState)
    problem = models.CharField(max_length=10, choices=ReadingProblem, blank=True)
    pages = models.PositiveIntegerField(null=True)
    passages = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True  # nobody's use of the document

    def __str__(self) -> str:
        size = _counted(self.pages, "page") or _counted(self.passages, "passage")
        return " ".join(filter(None, (f"{size}." if size else "", self.get_problem_display())))


class DocumentPassage(models.Model):
    """The text at one place of a document: a page, counted from 1, or a second of captions."""

    document = models.ForeignKey(
        LibraryDocument, on_delete=models.CASCADE, related_name="passages", db_index=False
    )
    place = models.PositiveIntegerField()
    text = models.TextField()
    # Of captions: the second and the character of `text` where each cue begins.
    cues = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("document", "place"), name="one_passage_at_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} at {self.place}"


def _counted(number: int | None, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}" if number else ""
