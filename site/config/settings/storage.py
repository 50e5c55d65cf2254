"""Where uploaded pictures and documents are kept, and what may be uploaded."""

from config.env import ENV
from media import limits

MEDIA_ROOT = ENV.library_var / "uploads"
MEDIA_URL = "/uploads/"

# Credentials come from where boto3 looks for them: the environment, a profile, the machine's role.
AWS_STORAGE_BUCKET_NAME = ENV.aws_storage_bucket_name
AWS_S3_ENDPOINT_URL = ENV.aws_s3_endpoint_url or None
AWS_S3_REGION_NAME = ENV.aws_s3_region_name or None

STORAGES = {
    "default": {
        "BACKEND": "media.storages.BucketStorage"
        if AWS_STORAGE_BUCKET_NAME
        else "media.storages.LocalStorage"
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# From a bucket, readers fetch documents themselves with a signed address.
WAGTAILDOCS_SERVE_METHOD = "redirect" if AWS_STORAGE_BUCKET_NAME else "serve_view"
WAGTAILDOCS_EXTENSIONS = limits.DOCUMENT_EXTENSIONS
# Shown or played in the browser, so that #page= and #t= lead to their place; all else is saved.
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "audio/mpeg", "video/mp4"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = limits.DOCUMENT_BYTES
WAGTAILIMAGES_EXTENSIONS = list(limits.PICTURE_TYPES)
WAGTAILIMAGES_MAX_UPLOAD_SIZE = limits.PICTURE_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = limits.PICTURE_PIXELS
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
