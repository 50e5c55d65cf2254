"""Serves pictures from where uploads are kept; documents leave by Wagtail's view, which asks."""

from datetime import timedelta
from hashlib import sha256
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from media.keys import is_picture
from media.limits import PICTURE_TYPES

_FOR_EVER = timedelta(days=365)  # a key is never used for another picture


@require_safe
def picture(request: HttpRequest, key: str) -> HttpResponseBase:
    """Answer with a stored picture; 404 for every other kind of object."""
    media_type = PICTURE_TYPES.get(PurePosixPath(key).suffix.lower().removeprefix("."))
    if media_type is None or not is_picture(key) or not _is_stored(key):
        raise Http404("There is no such picture.")
    etag = f'"{sha256(key.encode()).hexdigest()}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    return _protected(
        response or FileResponse(default_storage.open(key), content_type=media_type), etag
    )


def _is_stored(key: str) -> bool:
    try:
        return default_storage.exists(key)
    except (OSError, SuspiciousFileOperation, ValueError):  # "..", NUL, a name too long
        return False


def _protected(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    # Were it not a picture after all, a browser still neither guesses nor runs it.
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(
        response, public=True, immutable=True, max_age=int(_FOR_EVER.total_seconds())
    )
    return response
