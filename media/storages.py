"""Where uploads are kept: a local folder, or a bucket of S3 or anything that speaks S3."""

from typing import Any
from urllib.parse import quote

from botocore.config import Config
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.http import content_disposition_header
from storages.backends.s3 import S3Storage

from media.keys import is_picture

_SHOWN_IN_BROWSER = (".pdf", ".mp3", ".mp4")


class LocalStorage(FileSystemStorage):
    """A folder, MEDIA_ROOT. Pictures are seen at MEDIA_URL; documents only leave by their view."""


class BucketStorage(S3Storage):
    """A private bucket, named by the settings.

    Pictures are served by the site itself, so that pages need no other origin; a document's
    address is signed, lasts minutes, and says under which name to save it.
    """

    def get_default_settings(self) -> dict[str, Any]:
        """Return the settings of the bucket; nothing is public and nothing is overwritten."""
        return {
            **super().get_default_settings(),
            "default_acl": None,  # a bucket's objects are private; many buckets refuse any ACL
            "file_overwrite": False,
            "querystring_auth": True,
            "querystring_expire": 300,
            "client_config": Config(
                s3={"addressing_style": "path" if settings.AWS_S3_ENDPOINT_URL else "auto"},
                signature_version="s3v4",
                connect_timeout=5,
                read_timeout=30,
                retries={"max_attempts": 3, "mode": "standard"},
                # Servers other than Amazon's often do not know the newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def url(
        self,
        name: str,
        parameters: dict[str, str] | None = None,
        expire: int | None = None,
        http_method: str | None = None,
    ) -> str:
        """Return the address of an object: the site's for a picture, a signed one for others."""
        if is_picture(name):
            return f"{settings.MEDIA_URL}{quote(name)}"
        saved_as = name.rpartition("/")[2]
        disposition = content_disposition_header(
            as_attachment=not saved_as.lower().endswith(_SHOWN_IN_BROWSER), filename=saved_as
        )
        parameters = {"ResponseContentDisposition": disposition or "inline", **(parameters or {})}
        address: str = super().url(name, parameters, expire, http_method)
        return address
