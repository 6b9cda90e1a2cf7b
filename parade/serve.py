"""The finished site on this machine: rebuilt when a record changes, reloaded in the browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from parade.problems import ParadeError

HOST = "127.0.0.1"
LOOK_EVERY = 0.5  # seconds
RELOADER = "/__parade/reload.js"
VERSION = "/__parade/version"
SCRIPT = f"""let seen;
setInterval(async () => {{
  const answer = await fetch("{VERSION}").catch(() => null);
  if (!answer) return;
  const now = await answer.text();
  if (seen && now !== seen) location.reload();
  seen = now;
}}, 500);
"""


class Server(ThreadingHTTPServer):
    """Serves a folder on 127.0.0.1; `version` rises with each rebuild."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder: Path, port: int) -> None:
        self.version = 0
        try:
            super().__init__((HOST, port), partial(Handler, directory=str(folder)))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or "ongeldig nummer"
            raise ParadeError(f"Poort {port} is niet te gebruiken ({why}). Kies een andere: parade serve --port 8010.") from error


class Handler(SimpleHTTPRequestHandler):
    """Files as they are; HTML with the reloader in it."""

    server: Server

    def do_GET(self) -> None:
        if self.path == RELOADER:
            self._answer(SCRIPT.encode(), "text/javascript")
        elif self.path == VERSION:
            self._answer(str(self.server.version).encode(), "text/plain")
        elif (page := self._page()) is not None:
            script = f'<script src="{RELOADER}" defer></script></body>'.encode()
            self._answer(page.read_bytes().replace(b"</body>", script), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self) -> Path | None:
        path = Path(self.translate_path(self.path))
        if self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        return path if path.suffix == ".html" and path.is_file() else None

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what a visitor asks for is not written down."""


def serve(server: Server, rebuild: Callable[[], None], watched: list[Path]) -> None:
    """Serve until interrupted; when a watched file changes, rebuild and let browsers reload."""
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(server, rebuild, watched, stop), daemon=True)
    watcher.start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        server.server_close()


def _watch(server: Server, rebuild: Callable[[], None], watched: list[Path], stop: threading.Event) -> None:
    before = snapshot(watched)
    while not stop.is_set():
        time.sleep(LOOK_EVERY)
        now = snapshot(watched)
        if now != before:
            before = now
            rebuild()
            server.version += 1


def snapshot(watched: list[Path]) -> dict[Path, tuple[int, int]]:
    """Size and time of change of every file below the watched paths."""
    found = {}
    for root in watched:
        for path in [root, *root.rglob("*")] if root.is_dir() else [root]:
            try:
                stat = path.stat()
            except OSError:  # gone between listing and looking, or a broken link
                continue
            if path.is_file():
                found[path] = (stat.st_size, stat.st_mtime_ns)
    return found
