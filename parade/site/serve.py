"""The finished site on this machine: rebuilt when a record changes, reloaded in the browser."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from parade.keep.program import PACKAGE
from parade.model.problems import ParadeError
from parade.site.offline import WORKER

Snapshot = dict[Path, tuple[int, int]]

HOST = "127.0.0.1"
LOOK_EVERY = 0.5  # seconds
RELOADER = "/__parade/reload.js"
VERSION = "/__parade/version"
NO_WORKER = """addEventListener("install", () => skipWaiting());
addEventListener("activate", async () => {
  for (const name of await caches.keys()) if (name.startsWith("parade:/:")) await caches.delete(name);
  await registration.unregister();
});
"""  # who writes wants each change at once: nothing is kept, and what an earlier site kept at this port goes
SCRIPT = f"""let seen, shown;
const tell = (trouble) => {{
  shown?.remove();
  shown = null;
  if (!trouble) return;
  shown = document.createElement("div");
  shown.setAttribute("role", "alert");
  shown.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:999;max-height:70vh;overflow:auto;padding:1rem 1.5rem;"
    + "background:#fff;color:#222;border-top:.5rem solid #b3261e;font:1rem/1.5 monospace;white-space:pre-wrap;"
    + "overflow-wrap:anywhere";
  shown.textContent = trouble;
  document.body.append(shown);
}};
let told = "";
setInterval(async () => {{
  const answer = await fetch("{VERSION}").catch(() => null);
  if (!answer) return;
  const [now, ...lines] = (await answer.text()).split("\\n");
  if (seen && now !== seen) location.reload();
  seen = now;
  const trouble = lines.join("\\n");
  if (trouble !== told) tell(told = trouble);
}}, 500);
"""


class Server(ThreadingHTTPServer):
    """Serves a folder on 127.0.0.1; `version` rises with each rebuild, `trouble` is why the last one failed."""

    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a browser that leaves halfway is no news, and never a traceback."""

    def __init__(self, folder: Path, port: int) -> None:
        self.version = 0
        self.trouble = ""
        try:
            super().__init__((HOST, port), partial(Handler, directory=str(folder)))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or "ongeldig nummer"
            raise ParadeError(
                f"Poort {port} is niet te gebruiken ({why}). Kies een andere: parade serve --port 8010."
            ) from error


class Handler(SimpleHTTPRequestHandler):
    """Files as they are; HTML with the reloader in it."""

    server: Server

    def do_GET(self) -> None:
        """Answer a request."""
        if self.path == RELOADER:
            self._answer(SCRIPT.encode(), "text/javascript")
        elif self.path == VERSION:
            told = [str(self.server.version), *filter(None, [self.server.trouble])]
            self._answer("\n".join(told).encode(), "text/plain; charset=utf-8")
        elif self.path == f"/{WORKER}":
            self._answer(NO_WORKER.encode(), "text/javascript")
        elif (page := self._page()) is not None:
            script = f'<script src="{RELOADER}" defer></script></body>'.encode()
            self._answer(page.replace(b"</body>", script), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """The start of an answer, as the base class gives it."""
        try:
            return super().send_head()
        except ValueError:  # an address with %00 in it
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """An error; for an address that is not there the site's own page, as a web server gives it."""
        page = Path(self.directory) / "404.html"
        if code == HTTPStatus.NOT_FOUND and self.command == "GET" and page.is_file():
            self._answer(page.read_bytes(), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
        else:
            super().send_error(code, message, explain)

    def _page(self) -> bytes | None:
        path = Path(self.translate_path(self.path))
        if self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        try:
            return path.read_bytes() if path.suffix == ".html" else None
        except (OSError, ValueError):  # not there, just swapped out, or no path at all
            return None

    def _answer(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what a visitor asks for is not written down."""


def serve(server: Server, rebuild: Callable[[], bool], watched: list[Path]) -> None:
    """Serve until interrupted; when a watched file changes, rebuild and let browsers reload.

    When a file of the program itself changes, the whole command begins anew.
    """
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


def _watch(server: Server, rebuild: Callable[[], bool], watched: list[Path], stop: threading.Event) -> None:
    seen, program = snapshot(watched), snapshot([PACKAGE])
    while not stop.wait(LOOK_EVERY):
        seen = look(server, rebuild, watched, seen)
        if (now := snapshot([PACKAGE])) != program:
            program = now
            server.trouble = broken(now)
            if not server.trouble:
                os.execv(sys.executable, [sys.executable, "-m", "parade", *sys.argv[1:]])


def broken(program: Snapshot) -> str:
    """Which file of the program cannot be read by Python; empty when each can."""
    for path in program:
        try:
            if path.suffix == ".py":
                compile(path.read_bytes(), str(path), "exec")
        except (SyntaxError, ValueError, OSError) as error:
            return f"Het programma is niet te lezen: {path}: {error}. Herstel het bestand; daarna begint het opnieuw."
    return ""


def look(server: Server, rebuild: Callable[[], bool], watched: list[Path], seen: Snapshot) -> Snapshot:
    """Look once: when something differs from `seen`, rebuild, and raise the version when that succeeds.

    Returns what is there now.
    """
    now = snapshot(watched)
    if now != seen and rebuild():
        server.version += 1
    return now


def snapshot(watched: list[Path]) -> Snapshot:
    """Size and time of change of every file below the watched paths."""
    found = {}
    for root in watched:
        below = [Path(folder, name) for folder, _, names in os.walk(root) for name in names]
        for path in below or [root]:
            try:
                stat = path.stat()
            except OSError:  # gone between listing and looking, or a broken link
                continue
            if path.is_file() and path.suffix != ".pyc":
                found[path] = (stat.st_size, stat.st_mtime_ns)
    return found
