"""A small website on loopback, for tests of the whole program: files of a folder over real HTTP.

Answers as a plain web server does (entity tags, Last-Modified, 304, 404), remembers what it was
asked, and fails, hangs or falls silent when told to. It is no stand-in for the faults below HTTP
(cut bodies, wrong lengths): those belong to the tests of the web room.
"""

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import urlsplit

LAST_MODIFIED = "Thu, 28 Apr 2022 00:00:00 GMT"
"""Said of every file: the times of a checkout's files are not the tests' to depend on."""

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".shtml": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}


@dataclass(frozen=True)
class Request:
    """What a client asked, and the status of the answer."""

    path: str
    """With the query."""
    headers: Mapping[str, str]
    """Names in lower case."""
    status: int


class Site:
    """The website. Made running; `stop()` closes its port for good, as a server that is gone."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._bodies: dict[str, bytes] = {}
        self._failures: dict[str, tuple[int, Mapping[str, str]]] = {}
        self._gates: dict[str, threading.Event] = {}
        self._asked: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self.requests: list[Request] = []
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        """The origin, without a final slash: a value for ZHONGGONG_SITE."""

    def count(self, path: str | None = None) -> int:
        """Return how many requests for `path` (default: any) were answered."""
        with self._lock:
            return sum(path in (None, request.path) for request in self.requests)

    def put(self, path: str, body: bytes) -> None:
        """Serve `body` at `path` from now on, over any file there; with a query, to that query alone."""
        self._bodies[path] = body

    def fail(self, path: str, status: int, headers: Mapping[str, str] | None = None) -> None:
        """Answer requests for `path` with `status` from now on."""
        self._failures[path] = (status, headers or {})

    def mend(self, path: str) -> None:
        """Answer requests for `path` as if `fail` had not been called."""
        self._failures.pop(path, None)

    def hang(self, path: str) -> None:
        """Leave requests for `path` without an answer until `release`."""
        self._gates[path] = threading.Event()
        self._asked[path] = threading.Event()

    def wait_until_asked(self, path: str, timeout: float = 30.0) -> None:
        """Return once a request for the hanging `path` has come; fails after `timeout` seconds."""
        assert self._asked[path].wait(timeout), f"nobody asked for {path}"

    def release(self, path: str) -> None:
        """Answer what hangs at `path`, and what comes later."""
        self._gates.pop(path).set()

    def stop(self) -> None:
        """Close the port: connections are refused from now on. Stopping twice is no fault."""
        for gate in self._gates.values():
            gate.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def answer(self, target: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of the answer to a GET of `target`, and remember it."""
        path = urlsplit(target).path
        if gate := self._gates.get(path):
            self._asked[path].set()
            gate.wait(60)
        status, answer, body = self._choose(target if target in self._bodies else path, headers)
        with self._lock:
            self.requests.append(Request(target, headers, status))
        return status, answer, body

    def _choose(self, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        if failure := self._failures.get(path):
            return failure[0], dict(failure[1]), b""
        body = self._read(path)
        if body is None:
            return HTTPStatus.NOT_FOUND, {"Content-Type": "text/html"}, b"<h1>404</h1>"
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        validators = {"ETag": tag, "Last-Modified": LAST_MODIFIED}
        # RFC 9110 section 13.2.2: the tag decides alone where the client sends one.
        if headers.get("if-none-match", tag if _unmodified(headers) else None) == tag:
            return HTTPStatus.NOT_MODIFIED, validators, b""
        kind = _KINDS.get(Path(urlsplit(path).path).suffix or ".html", "application/octet-stream")
        return HTTPStatus.OK, {"Content-Type": kind, **validators}, body

    def _read(self, path: str) -> bytes | None:
        if path in self._bodies:
            return self._bodies[path]
        file = (self._root / path.lstrip("/")).resolve()
        if file.is_dir():
            file /= "index.html"
        inside = file.is_relative_to(self._root)
        return file.read_bytes() if inside and file.is_file() else None


def _unmodified(headers: Mapping[str, str]) -> bool:
    return headers.get("if-modified-since") == LAST_MODIFIED


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: Site) -> None:
        self.site = site
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """Say nothing: a client that leaves early is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    # HTTP/1.0, the default here: every answer closes its connection, so that a stopped site keeps
    # none of them open.
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, answer, body = self.server.site.answer(self.path, headers)
        self.send_response(status)
        for name, value in answer.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: `Site.requests` holds it."""
