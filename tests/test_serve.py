"""The finished site on this machine: pages with the reloader, and nothing outside the folder."""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from parade.model.problems import ParadeError
from parade.site.serve import HOST, RELOADER, VERSION, Server, broken, look, snapshot
from tests.conftest import ROOT


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on a free port, of a small site beside a secret."""
    site = tmp_path / "site"
    (site / "voorbeelden").mkdir(parents=True)
    (site / "index.html").write_text("<body>Welkom</body>", encoding="utf-8")
    (site / "voorbeelden" / "index.html").write_text("<body>Voorbeelden</body>", encoding="utf-8")
    (site / "stijl.css").write_text("body { color: black }", encoding="utf-8")
    (tmp_path / "geheim.html").write_text("geheim", encoding="utf-8")
    (tmp_path / "geheim.txt").write_text("geheim", encoding="utf-8")
    running = Server(site, 0)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def get(server: Server, path: str, method: str = "GET") -> tuple[HTTPResponse, str]:
    """The answer to a request for exactly that path."""
    connection = HTTPConnection(HOST, server.server_port, timeout=5)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer, answer.read().decode("utf-8")
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/index.html", "/voorbeelden/", "/voorbeelden/?thema=zorg"])
def test_pages_have_the_reloader(server: Server, path: str) -> None:
    """Each page is sent with the script that reloads it, and is never kept by the browser."""
    answer, text = get(server, path)
    assert answer.status == 200
    assert f'<script src="{RELOADER}" defer></script></body>' in text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Length"] == str(len(text.encode()))


def test_nothing_is_kept_of_a_site_in_the_making(server: Server) -> None:
    """While a site is served to who writes it, its service worker is one that takes itself away."""
    answer, text = get(server, "/sw.js")
    assert answer.getheader("Content-Type") == "text/javascript"
    assert "registration.unregister()" in text
    assert "fetch" not in text


def test_an_address_that_is_not_there_gets_the_page_of_the_site(server: Server, tmp_path: Path) -> None:
    """At any depth the answer is 404 with the site's own page, and without one the plain answer."""
    assert get(server, "/weg/en/dieper/")[0].status == 404
    (tmp_path / "site" / "404.html").write_text("<body>Deze pagina is er niet</body>", encoding="utf-8")
    for path in ("/weg", "/weg/en/dieper/", "/%00"):
        answer, text = get(server, path)
        assert (answer.status, text) == (404, "<body>Deze pagina is er niet</body>")
    assert get(server, "/weg", "HEAD")[1] == ""


def test_other_files_are_sent_as_they_are(server: Server) -> None:
    """A style sheet has no script in it."""
    assert get(server, "/stijl.css")[1] == "body { color: black }"


def test_reloader_asks_for_the_version(server: Server) -> None:
    """The script asks for the version, which is a number."""
    answer, text = get(server, RELOADER)
    assert VERSION in text
    assert answer.headers["Content-Type"] == "text/javascript"
    assert get(server, VERSION)[1] == "0"


@pytest.mark.parametrize("path", ["/weg.html", "/weg/", "/voorbeelden/weg", "/%00.html", "/" + "a" * 5000 + ".html"])
def test_missing(server: Server, path: str) -> None:
    """What is not there is 404."""
    assert get(server, path)[0].status == 404


@pytest.mark.parametrize("name", ["geheim.html", "geheim.txt"])
@pytest.mark.parametrize(
    "way", ["/../", "/%2e%2e/", "/voorbeelden/../../", "/..%2f", "//../", "/voorbeelden/%2e%2e/%2e%2e/"]
)
def test_nothing_outside_the_folder(server: Server, way: str, name: str) -> None:
    """No way up leads out of the folder."""
    answer, text = get(server, way + name)
    assert answer.status == 404
    assert "geheim</" not in text and text != "geheim"


def test_browser_that_leaves(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    """A browser that leaves halfway gives no traceback, and the next one is served."""
    with socket.create_connection((HOST, server.server_port)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.sendall(b"GET / HT")
    assert get(server, "/")[0].status == 200
    server.handle_error(None, None)
    assert capfd.readouterr() == ("", "")


def test_only_this_machine(server: Server) -> None:
    """The server listens to this machine alone."""
    assert server.server_address[0] == "127.0.0.1"


def test_port_in_use(server: Server, tmp_path: Path) -> None:
    """A port that is taken is a ParadeError that names another."""
    with pytest.raises(ParadeError, match=f"Poort {server.server_port} is niet te gebruiken.*--port 8010"):
        Server(tmp_path, server.server_port)


@pytest.mark.parametrize("port", [99999, -1])
def test_no_port(port: int, tmp_path: Path) -> None:
    """A number that is no port is a ParadeError."""
    with pytest.raises(ParadeError, match="ongeldig nummer"):
        Server(tmp_path, port)


def test_version_rises_when_a_file_changes(server: Server, tmp_path: Path) -> None:
    """A changed, new or removed file rebuilds once and raises the version once; no change does nothing."""
    watched = tmp_path / "examples"
    (watched / "voorbeelden").mkdir(parents=True)
    file = watched / "voorbeelden" / "a.yml"
    file.write_text("titel: a", encoding="utf-8")
    built: list[str] = []
    seen = snapshot([watched])

    def rebuild() -> bool:
        built.append("x")
        return True

    def looked() -> str:
        nonlocal seen
        seen = look(server, rebuild, [watched], seen)
        return get(server, VERSION)[1]

    assert looked() == "0"
    file.write_text("titel: ander", encoding="utf-8")
    assert looked() == "1"
    assert looked() == "1"
    os.utime(file, (1, 1))
    assert looked() == "2"
    (watched / "b.yml").write_text("", encoding="utf-8")
    assert looked() == "3"
    file.unlink()
    assert looked() == "4"
    assert len(built) == 4


def test_trouble_stands_over_the_page(server: Server, browser: Browser) -> None:
    """What a rebuild failed on is shown over the old page as text, and goes when it is mended."""
    server.trouble = "x.yml:3:1 fout kern: <b>te lang</b>\n\nEr staan fouten in de records."
    page = browser.new_page()
    page.goto(f"http://{HOST}:{server.server_port}/")
    expect(page.get_by_role("alert")).to_contain_text("x.yml:3:1 fout kern: <b>te lang</b>")
    expect(page.locator("body")).to_contain_text("Welkom")
    server.trouble = ""
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()


def test_a_program_that_python_cannot_read_is_told(tmp_path: Path) -> None:
    """A file in the middle of an edit gives a sentence with its place; good ones give none."""
    (tmp_path / "goed.py").write_text("x = 1", encoding="utf-8")
    assert broken(snapshot([tmp_path])) == ""
    (tmp_path / "half.py").write_text("def x(:", encoding="utf-8")
    assert "half.py" in broken(snapshot([tmp_path]))


def test_snapshot(tmp_path: Path) -> None:
    """A snapshot holds files and folders' files, and minds no broken link or missing path."""
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "a").write_text("", encoding="utf-8")
    (tmp_path / "b").write_text("", encoding="utf-8")
    (tmp_path / "map" / "stuk").symlink_to(tmp_path / "weg")
    assert set(snapshot([tmp_path / "map", tmp_path / "b", tmp_path / "weg"])) == {
        tmp_path / "map" / "a",
        tmp_path / "b",
    }


def test_a_page_reloads_under_the_policy_of_the_site(server: Server, browser: Browser, tmp_path: Path) -> None:
    """The policy that every page of the site has lets the reloader run: a new version comes into the browser."""
    theme = (ROOT / "parade/site/theme/main.html").read_text("utf-8")
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]+>', theme)
    assert policy
    plain = re.sub(r"{%.*?%}|{{.*?}}", "", policy[0])  # as it is where no service is asked
    page_file = tmp_path / "site" / "index.html"
    page_file.write_text(f"<head>{plain}</head><body>Oud</body>", encoding="utf-8")
    page = browser.new_page()
    with page.expect_response(f"**{VERSION}"):
        page.goto(f"http://{HOST}:{server.server_port}/")
    page_file.write_text(f"<head>{plain}</head><body>Nieuw</body>", encoding="utf-8")
    server.version += 1
    expect(page.locator("body")).to_contain_text("Nieuw")
    page.close()
