"""A TCP proxy in front of a real Elasticsearch that can fall ill in several ways."""

import select
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum

_JSON = b"HTTP/1.1 %s\r\nX-Elastic-Product: Elasticsearch\r\nConnection: close\r\n"
_JSON += b"Content-Type: application/vnd.elasticsearch+json;compatible-with=8\r\n"
_REQUEST_LINE_END = b" HTTP/1.1\r\n"
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER without waiting


class Mode(StrEnum):
    """What happens to a request."""

    WELL = "well"
    REFUSED = "refused"  # the connection is reset before a word
    HUNG = "hung"  # it is taken, and nothing comes back
    ERROR = "500 answers"
    GARBAGE = "garbage body"  # 200, and no JSON
    FOREIGN = "foreign body"  # 200 and JSON, of something else
    CUT = "reset mid-answer"
    SLOW = "slow"  # the true answer, five seconds late


CANNED = {
    Mode.ERROR: (b"500 Internal Server Error", b'{"error":{"type":"boom"},"status":500}'),
    Mode.GARBAGE: (b"200 OK", b"{]<html>\xff\xfe"),
    Mode.FOREIGN: (b"200 OK", b'{"took":1,"hits":[],"docs":null}'),
}
SLOW_SECONDS = 5.0


class Proxy:
    """Stands before one server; `mode` may be changed at any time and concerns open lines too."""

    def __init__(self, target: tuple[str, int], listener: socket.socket) -> None:
        self.mode = Mode.WELL
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.requests = 0
        self._target = target
        self._listener = listener
        self._closing = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop taking connections, and let those go that hang."""
        self._closing.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            with suppress(OSError):
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with closing(client), suppress(OSError):
            if self.mode == Mode.REFUSED:
                self._reset(client)
                return
            with socket.create_connection(self._target, timeout=30) as server:
                while question := client.recv(65536):
                    self.requests += question.count(_REQUEST_LINE_END)
                    if not self._answer(client, server, question):
                        return

    def _answer(self, client: socket.socket, server: socket.socket, question: bytes) -> bool:
        """Deal with what came from the client; return whether the line stays open."""
        mode = self.mode
        if mode in CANNED:
            status, body = CANNED[mode]
            head = _JSON % status + b"Content-Length: %d\r\n\r\n" % len(body)
            client.sendall(head + body)
            return False
        if mode == Mode.REFUSED:
            return self._reset(client)
        if mode == Mode.HUNG:
            while self.mode == Mode.HUNG and not self._closing.is_set():
                time.sleep(0.05)
            return False
        server.sendall(question)
        return self._pass_back(client, server, mode)

    def _pass_back(self, client: socket.socket, server: socket.socket, mode: Mode) -> bool:
        """Send on what the server says until the client speaks again or leaves."""
        while not self._closing.is_set():
            ready, _, _ = select.select([client, server], [], [], 0.5)
            if client in ready:
                return bool(client.recv(1, socket.MSG_PEEK))
            if server in ready and not self._send_on(client, server.recv(65536), mode):
                return False
        return False

    def _send_on(self, client: socket.socket, answer: bytes, mode: Mode) -> bool:
        if mode == Mode.CUT:
            client.sendall(answer[: len(answer) // 2])
            return self._reset(client)
        if mode == Mode.SLOW:
            self._closing.wait(SLOW_SECONDS)
        client.sendall(answer)
        return bool(answer)

    def _reset(self, client: socket.socket) -> bool:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        return False


@contextmanager
def proxied(url: str) -> Iterator[Proxy]:
    """Stand before the server of a URL until the block ends."""
    host, port = url.removeprefix("http://").rstrip("/").split(":")
    proxy = Proxy((host, int(port)), socket.create_server(("127.0.0.1", 0), backlog=64))
    try:
        yield proxy
    finally:
        proxy.close()
