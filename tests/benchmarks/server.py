"""A small server that sends gzip, counts what it sends, and can be as slow as a poor mobile connection."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

SPEED = 400_000 / 8  # bytes a second, for all answers together: "slow 3G"
DELAY = 0.4  # seconds before each answer
SLICE = 1_400  # bytes, about one packet
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".wasm": "application/wasm",
}


@dataclass
class Line:
    """A served site: its address, whether it is slow now, and (address, bytes with headers) of each answer."""

    address: str = ""
    slow: bool = False
    sent: list[tuple[str, int]] = field(default_factory=list)

    def bytes_of(self, *parts: str, since: int = 0) -> int:
        """The bytes of the answers from number `since` on, of addresses that have one of those parts."""
        return sum(size for path, size in self.sent[since:] if any(part in path for part in parts))


@contextmanager
def served(folder: Path) -> Iterator[Line]:
    """Serve a folder on a free port of this machine."""
    line, lane = Line(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = folder / path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file()
            body = gzip.compress(file.read_bytes(), 6, mtime=0) if found else b""
            head = [
                f"HTTP/1.1 {HTTPStatus.OK if found else HTTPStatus.NOT_FOUND:d} -",
                f"Content-Type: {TYPES.get(file.suffix, 'application/octet-stream')}",
                f"Content-Length: {len(body)}",
                *(["Content-Encoding: gzip"] if found else []),
            ]
            data = "\r\n".join([*head, "", ""]).encode() + body
            if line.slow:
                time.sleep(DELAY)
            with suppress(BrokenPipeError):  # a page that is left does not wait for what it asked
                for start in range(0, len(data), SLICE):
                    self._send(data[start : start + SLICE])
            line.sent.append((path, len(data)))

        def _send(self, some: bytes) -> None:
            if line.slow:
                with lane:
                    time.sleep(len(some) / SPEED)
            self.wfile.write(some)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    line.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
