"""Parts of files: a browser fetches page 37 of a long PDF, or the 12th minute of a film, alone.

RFC 9110, section 14. The libraries at hand answer wrongly where it matters: one refuses a range of
a single byte, which players begin with, another an end that is longer than the file.
"""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

type View = Callable[..., HttpResponseBase]

_ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.IGNORECASE)
_PIECE = 64 * 1024


def with_ranges(view: View) -> View:
    """Let a view that answers with a whole file answer with one range of it where that is asked.

    The answer is 206 with the range, 416 where the file has no such bytes, and the whole file for
    all that may be disregarded: several ranges, other units, a range of another version of it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != HTTPStatus.OK or not isinstance(response, FileResponse):
            return response
        response["Accept-Ranges"] = "bytes"
        asked = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
        if request.method != "GET" or asked is None or not _is_same(request, response):
            return response
        return _ranged(response, asked.group(1), asked.group(2))

    return answer


def _is_same(request: HttpRequest, response: FileResponse) -> bool:
    """Tell whether the file is the one that the browser has a part of already."""
    known = request.headers.get("If-Range")
    return known is None or known in {response.get("ETag"), response.get("Last-Modified")}


def _ranged(response: FileResponse, first: str, last: str) -> HttpResponseBase:
    file, size = response.file_to_stream, int(response["Content-Length"])
    is_range = int(first) <= int(last) if first and last else first or last
    if file is None or not is_range:
        return response
    # Without a first byte, the other number counts those at the end.
    start = int(first) if first else max(size - int(last), 0)
    stop = min(int(last) + 1, size) if first and last else size
    if start >= stop:
        return _refused(response, size)
    file.seek(start)
    response.streaming_content = _pieces(file, stop - start)
    response.status_code = HTTPStatus.PARTIAL_CONTENT
    response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response["Content-Length"] = str(stop - start)
    return response


def _refused(response: FileResponse, size: int) -> HttpResponse:
    response.close()
    return HttpResponse(
        status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
        headers={"Content-Range": f"bytes */{size}"},
    )


def _pieces(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece
