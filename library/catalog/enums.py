"""Closed vocabularies of the catalog. What editors extend themselves is in models/vocabulary.py."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What a resource is, whatever carries it."""

    GUIDE = "guide", "Guide"
    REPORT = "report", "Report"
    CURRICULUM = "curriculum", "Training curriculum"
    TOOLKIT = "toolkit", "Toolkit"
    VIDEO = "video", "Video"
    AUDIO = "audio", "Audio"
    FACT_SHEET = "fact_sheet", "Fact sheet"
    BROCHURE = "brochure", "Brochure"
    NEWSLETTER = "newsletter", "Newsletter"
    SERIAL = "serial", "Serial"
    HEARING = "hearing", "Hearing"
    POSTER = "poster", "Poster"
    MAP = "map", "Map"
    SOFTWARE = "software", "Software or data"
    OTHER = "other", "Other publication"


class Format(TextChoices):
    """What carries a resource."""

    PRINT = "print", "Print"
    DVD = "dvd", "DVD"
    CD = "cd", "CD"
    USB = "usb", "USB drive"
    VIDEOTAPE = "videotape", "Videotape"
    MICROFORM = "microform", "Microform"
    DOWNLOAD = "download", "Download"
    STREAM = "stream", "Streaming"
    OTHER = "other", "Other carrier"


class Lifecycle(TextChoices):
    """Whether a resource is still the one to use."""

    CURRENT = "current", "Current"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Scheme(TextChoices):
    """The numbering schemes of identifiers."""

    PRODUCT_NUMBER = "product_number", "Product number"
    NCJ = "ncj", "NCJ number"
    SUDOC = "sudoc", "SuDoc number"
    ISBN = "isbn", "ISBN"
    ISSN = "issn", "ISSN"
    OCLC = "oclc", "OCLC number"
    GPO_STOCK = "gpo_stock", "GPO stock number"
    DOI = "doi", "DOI"
    CONTROL_NUMBER = "control_number", "Control number"


class Relation(TextChoices):
    """How one resource stands to another, read from the resource that holds the row."""

    SUPERSEDES = "supersedes", "Supersedes"
    OTHER_FORMAT = "other_format", "Also available as"
    PART_OF = "part_of", "Part of"
    COMPANION = "companion", "Companion to"


class ContributorRole(TextChoices):
    """What a contributor did."""

    AUTHOR = "author", "Author"
    EDITOR = "editor", "Editor"
    CORPORATE_AUTHOR = "corporate_author", "Corporate author"
    PRESENTER = "presenter", "Presenter"
    PRODUCER = "producer", "Producer"
    CONTRIBUTOR = "contributor", "Contributor"


class FileRole(TextChoices):
    """What a file of a resource is for."""

    FULL_TEXT = "full_text", "Full text"
    SUMMARY = "summary", "Summary"
    TRANSCRIPT = "transcript", "Transcript"
    CAPTIONS = "captions", "Captions"
    SUPPLEMENT = "supplement", "Supplement"
    ONLINE = "online", "Online version"


# What can be had in place of a copy; the other files go with one.
WHOLE_WORKS = (FileRole.FULL_TEXT, FileRole.ONLINE)
