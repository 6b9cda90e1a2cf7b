"""Sources are asked politely, remembered, and told with what to do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from parade.check.sources import Answer, Polite, asked, exceptions, sources
from parade.model.fields import VOORBEELD
from parade.model.record import Collection, Record
from parade.pages.gaps_report import missing
from parade.pages.sources import report

TODAY = date(2026, 11, 28)


class Host(BaseHTTPRequestHandler):
    """A host with a page, one that is gone, one that moved, one that answers no HEAD, and one that is forbidden."""

    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer as its address says."""
        self.seen.append(f"{self.command} {self.path}")
        if self.path == "/robots.txt":
            self._answer(200, b"User-agent: *\nDisallow: /dicht\n")
        elif self.path == "/verhuisd":
            self.send_response(301)
            self.send_header("Location", "/nieuw")
            self.end_headers()
        elif self.path == "/geen-head" and self.command == "HEAD":
            self._answer(405)
        else:
            self._answer(404 if self.path == "/weg" else 200)

    do_HEAD = do_GET

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    """Where that host is, on this machine."""
    Host.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_host_is_asked_as_little_as_it_takes(host: str) -> None:
    """HEAD first, GET only where HEAD is refused, robots.txt once and honoured, a redirect followed."""
    ask = Polite(TODAY, pause=0)
    told = {name: ask(f"{host}/{name}") for name in ("goed", "weg", "verhuisd", "geen-head", "dicht")}
    assert {name: answer.status for name, answer in told.items()} == {
        "goed": 200, "weg": 404, "verhuisd": 200, "geen-head": 200, "dicht": -1,
    }  # fmt: skip
    assert told["verhuisd"].address == f"{host}/nieuw"
    assert Host.seen.count("GET /robots.txt") == 1
    assert "GET /goed" not in Host.seen and "GET /geen-head" in Host.seen
    assert not [line for line in Host.seen if "dicht" in line]


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://[", "http://a b/", "ftp://x.example/"])
def test_what_cannot_be_asked_is_no_answer(address: str) -> None:
    """No host, no address and another kind of address: status 0, never a traceback."""
    assert Polite(TODAY, pause=0)(address).status == 0


def test_answers_are_remembered_for_a_week(tmp_path: Path) -> None:
    """An address is asked again only when its answer is old; a broken cache is none."""
    calls: list[str] = []

    def ask(address: str) -> Answer:
        calls.append(address)
        return Answer(200, address, str(TODAY))

    cache = tmp_path / "build/bronnen.json"
    for day in (TODAY, TODAY.replace(day=29), TODAY.replace(month=12, day=28)):
        assert asked(["https://a.example/", "https://b.example/"], cache, day, ask).keys() == {
            "https://a.example/",
            "https://b.example/",
        }
    assert calls == ["https://a.example/", "https://b.example/"] * 2
    cache.write_text("[", "utf-8")
    asked(["https://a.example/"], cache, TODAY, ask)
    assert calls[-1] == "https://a.example/"


def record(id: str, **changes: object) -> Record:
    """A voorbeeld with one source."""
    bronnen = [{"titel": "Bron", "url": f"https://{id}.example/", "bekeken": "2026-11"}]
    return Record(
        VOORBEELD, id, {"titel": id.capitalize(), "bronnen": bronnen, **changes}, f"examples/voorbeelden/{id}.yml"
    )


def test_the_report_says_what_to_do(tmp_path: Path) -> None:
    """Gone with a stored copy, moved with the new address, silent, long unseen, and not asked with its reason."""
    old = [{"titel": "Oud", "bekeken": "2024-01"}]
    collection = Collection([record("weg"), record("nieuw"), record("stil"), record("oud", bronnen=old)])
    answers = {
        "https://weg.example/": Answer(404, "", ""),
        "https://nieuw.example/": Answer(200, "https://elders.example/", ""),
        "https://stil.example/": Answer(0, "", ""),
    }
    (tmp_path / "bronnen-uitzonderingen.csv").write_text(
        "https://x.example/;vraagt om een wachtwoord;2026-11-01\nkapot\n"
    )
    text = report(sources(collection), answers, exceptions(tmp_path), collection, TODAY)
    assert "## Weg" in text and "https://web.archive.org/web/https://weg.example/" in text
    assert (
        "<https://nieuw.example/> staat nu op <https://elders.example/>. In: `examples/voorbeelden/nieuw.yml`" in text
    )
    assert "## Geen antwoord" in text and "## Lang niet bekeken" in text and "Oud" in text
    assert "<https://x.example/>: vraagt om een wachtwoord (2026-11-01)" in text
    assert "Alles is er nog." in report({}, {}, {}, Collection([]), TODAY)


def test_each_organisation_gets_one_mail_with_the_question_that_helps_most() -> None:
    """Records of one organisation stand in one mail; the counts are those of the records; a full one is left out."""
    told: dict[str, Any] = {each.name: [{}] for each in VOORBEELD.asked}
    here = {"organisaties": ["Welzijn Rhenen"]}
    text = missing(Collection([record("tuin", **here), record("plein", **here), record("alles", **told)]))
    assert "2 voorbeelden vertellen nog niet alles" in text
    assert text.count("[Mail hierover](mailto:?subject=") == 1
    assert "## Welzijn Rhenen" in text and "Alles (`" not in text
    assert f"| {VOORBEELD.asked[0].label} | 2 |" in text
