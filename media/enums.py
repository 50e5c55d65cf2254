"""What can come of reading a document, in words for editors."""

from django.db.models import TextChoices


class ReadingState(TextChoices):
    """How far the text of a document is known."""

    READ = "read", "Read"
    PARTLY = "partly", "Read in part"
    EMPTY = "empty", "No text"
    FAILED = "failed", "Not read"


class ReadingProblem(TextChoices):
    """Why the text of a document is not known, or not all of it, and what to do."""

    SCANNED = "scanned", "It has no text layer: it is probably a scan. Run text recognition on it."
    WORDLESS = "wordless", "There are no captions in it."
    ENCRYPTED = "encrypted", "It is encrypted. Replace it by a copy without a password."
    DAMAGED = "damaged", "It is damaged, or not what its name says. Save it anew and replace it."
    SLOW = "slow", "It could not be read within 2 seconds. Save it anew or divide it."
    HEAVY = "heavy", "Reading it takes more than 300 MB of memory. Save it anew or divide it."
    LARGE = "large", "It is too large to be read. Make it smaller or divide it."
    LONG = "long", "Only its beginning was read: it is too long. Divide it."
    MISSING = "missing", "Its file is gone from where uploads are kept. Upload it again."
