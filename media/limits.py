"""What may be uploaded: formats, sizes and pixels. Plain values, read by the settings."""

MEGABYTE = 1024 * 1024

# Formats that browsers show and that cannot run scripts; SVG can, so it is not among them.
PICTURE_TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
PICTURE_BYTES = 15 * MEGABYTE
PICTURE_PIXELS = 50_000_000  # all frames together: what decoding may cost, whatever the file's size

DOCUMENT_EXTENSIONS = [
    "csv", "doc", "docx", "epub", "mp3", "mp4", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rtf",
    "srt", "txt", "vtt", "xls", "xlsx", "zip",
]  # fmt: skip
DOCUMENT_BYTES = 500 * MEGABYTE

# What may be read of a document, so that search finds what stands in it. Each file costs no more
# than this, in a process of its own.
PLAYED_EXTENSIONS = ["mp3", "mp4"]  # by the browser itself
TIMED_EXTENSIONS = ["srt", "vtt"]  # captions, and transcripts with times
READ_EXTENSIONS = ["pdf", *TIMED_EXTENSIONS]
READ_SECONDS = 1.9  # with its start and its end less than two
READ_MEMORY = 300 * MEGABYTE
READ_BYTES = 200 * MEGABYTE
READ_CAPTION_BYTES = 5 * MEGABYTE
READ_PAGES = 2_000
READ_PAGE_CHARACTERS = 20_000
READ_CHARACTERS = 1_000_000
