"""Clients that ask over HTTP, one or several at once."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import batched
from urllib.parse import urlsplit

_HEADERS = {"Content-Type": "application/json", "Host": "127.0.0.1"}
_FINE = 200


@dataclass(frozen=True, slots=True)
class Request:
    """One request; with a body it is a POST."""

    path: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: each request in milliseconds, and requests a second of all clients."""

    latencies: tuple[float, ...]
    rate: float


def visit(url: str, requests: Sequence[Request], clients: int = 1) -> Run:
    """Send requests to a server, each client one after the other over one connection."""
    shares = list(batched(requests, -(-len(requests) // clients), strict=False))
    start = time.perf_counter()
    with ThreadPoolExecutor(len(shares)) as pool:
        taken = list(pool.map(lambda share: _ask(url, share), shares))
    rate = len(requests) / (time.perf_counter() - start)
    return Run(tuple(one for share in taken for one in share), rate)


def _ask(url: str, requests: Sequence[Request]) -> list[float]:
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=60)
    try:
        return [_timed(connection, request) for request in requests]
    finally:
        connection.close()


def _timed(connection: HTTPConnection, request: Request) -> float:
    start = time.perf_counter()
    method = "POST" if request.body else "GET"
    connection.request(method, request.path, request.body, _HEADERS)
    answer = connection.getresponse()
    answer.read()
    if answer.status != _FINE:
        raise AssertionError(f"{request.path} answered {answer.status}")
    return (time.perf_counter() - start) * 1000
