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
