"""Where uploaded pictures and documents are kept."""

from config.env import ENV

MEDIA_ROOT = ENV.library_var / "uploads"
MEDIA_URL = "/uploads/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
