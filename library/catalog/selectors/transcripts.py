"""What is said in a film or a recording, cue by cue, from its captions."""

from dataclasses import dataclass

from django.db.models import F

from library.catalog.enums import Lifecycle
from library.catalog.models import Resource, ResourceFile
from library.catalog.selectors.resources import public_resource
from media.keys import extension
from media.limits import PLAYED_EXTENSIONS
from media.models import DocumentPassage, LibraryDocument


@dataclass(frozen=True, slots=True)
class Cue:
    """Some words; `anchor` is "" where another cue of the same second has it already."""

    second: int
    text: str
    anchor: str

    @property
    def clock(self) -> str:
        """The time as a player shows it: 12:34, 1:12:40."""
        return clock(self.second)

    @property
    def duration(self) -> str:
        """The time for machines, from the beginning: PT754S."""
        return f"PT{self.second}S"


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of a file with times. `cues` is empty where none could be read.

    `played` is where times lead, the film or recording we hold, "" without one; `elsewhere` are
    its files on other websites.
    """

    resource: Resource
    document: LibraryDocument
    cues: list[Cue]
    played: str
    elsewhere: list[ResourceFile]


def transcript(*, number: str, document_id: int) -> Transcript | None:
    """Return the words of a file of a public resource, None where there is no such file.

    Who may read the file itself is not asked here. Three statements.
    """
    resource = public_resource(number=number)
    if resource is None or resource.lifecycle == Lifecycle.WITHDRAWN:
        return None
    files = list(resource.files.all())
    document = LibraryDocument.objects.filter(pk=document_id).select_related("collection").first()
    if document is None or document.pk not in {file.document_id for file in files}:
        return None
    if not document.is_timed_text:
        return None
    return Transcript(
        resource=resource,
        document=document,
        cues=_cues(document),
        played=next(filter(None, map(_played, files)), ""),
        elsewhere=[file for file in files if file.url],
    )


def clock(seconds: int) -> str:
    """Return a time as players show it."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _played(file: ResourceFile) -> str:
    document = file.document
    is_played = document and extension(document.file.name or "") in PLAYED_EXTENSIONS
    return document.url if document and is_played else ""


def _cues(document: LibraryDocument) -> list[Cue]:
    # Only of the present file: the one before is forgotten when it is read.
    read = DocumentPassage.objects.filter(
        document=document, document__reading__file_key=F("document__file")
    )
    cues: list[Cue] = []
    seconds: set[int] = set()
    for place, text, begins in read.order_by("place").values_list("place", "text", "cues"):
        starts = begins or [[place, 0]]  # read before cues were kept
        ends = [at for _, at in starts[1:]] + [len(text)]
        for (second, at), end in zip(starts, ends, strict=True):
            anchor = "" if second in seconds else f"t={second}"
            cues.append(Cue(second, text[at:end].strip(), anchor))
            seconds.add(second)
    return cues
