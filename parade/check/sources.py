"""Whether the pages that records name as their sources are still there: asked politely, and remembered.

One request at a time per host, HEAD before GET, robots.txt honoured; an answer is kept for a week. The only module
that asks other hosts for anything, and only when somebody calls `parade report --bronnen`.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, build_opener
from urllib.robotparser import RobotFileParser

from parade.model.record import Collection, Record

AGENT = "parade-bronnen"
KEPT = timedelta(days=7)
UNSEEN = timedelta(days=365)  # a source that nobody looked at for longer is told
PAUSE = 1.0  # seconds between two requests to one host
PATIENCE = 20.0  # seconds for one answer
ARCHIVE = "https://web.archive.org/web/"
EXCEPTIONS = "bronnen-uitzonderingen.csv"  # at the root of a collection: url;reden;datum


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said of an address: `status` is its number, 0 for no answer, -1 when robots.txt says no."""

    status: int
    address: str
    asked: str


Ask = Callable[[str], Answer]


def sources(collection: Collection) -> dict[str, list[Record]]:
    """The records that name each address as a source, in order of address."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in collection:
        for bron in record.get("bronnen", []):
            if bron.get("url"):
                found[bron["url"]].append(record)
    return dict(sorted(found.items()))


def exceptions(root: Path) -> dict[str, tuple[str, str]]:
    """The addresses that are not asked, each with its reason and the day on which that was decided."""
    path = root / EXCEPTIONS
    if not path.is_file():
        return {}
    rows = [line.split(";") for line in path.read_text("utf-8").splitlines() if line.count(";") == 2]
    return {url.strip(): (why.strip(), day.strip()) for url, why, day in rows}


def asked(addresses: list[str], cache: Path, today: date, ask: Ask) -> dict[str, Answer]:
    """The answer for each address, from the cache while it is fresh; the cache is written after each host."""
    known = _read(cache)
    fresh = str(today - KEPT)
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        if address not in known or known[address].asked < fresh:
            hosts[urlsplit(address).netloc if _is_web(address) else ""].append(address)
    for _, own in sorted(hosts.items()):
        for address in own:
            known[address] = ask(address)
        _write(cache, known)
    return {address: known[address] for address in addresses}


class Polite:
    """Asks hosts one request at a time, with a pause between two to the same one."""

    def __init__(self, today: date, pause: float = PAUSE) -> None:
        self.today = today
        self.pause = pause
        self.opener = build_opener()
        self.robots: dict[str, RobotFileParser] = {}
        self.last: dict[str, float] = {}

    def __call__(self, address: str) -> Answer:
        """What the host of an address says of it."""
        if not _is_web(address):
            return Answer(0, address, str(self.today))
        if not self._robots(address).can_fetch(AGENT, address):
            return Answer(-1, address, str(self.today))
        status, where = self._status(address, "HEAD")
        if status in (0, 403, 405, 501) or status >= 500:  # many hosts answer only who asks for the whole
            status, where = self._status(address, "GET")
        return Answer(status, where, str(self.today))

    def _robots(self, address: str) -> RobotFileParser:
        parts = urlsplit(address)
        if parts.netloc not in self.robots:
            rules = RobotFileParser()
            try:
                self._wait(parts.netloc)
                request = Request(f"{parts.scheme}://{parts.netloc}/robots.txt", headers={"User-Agent": AGENT})
                with self.opener.open(request, timeout=PATIENCE) as answer:
                    rules.parse(answer.read(100_000).decode("utf-8", "replace").splitlines())
            except (OSError, HTTPException, ValueError):  # no rules: everything may be asked
                rules.parse([])
            self.robots[parts.netloc] = rules
        return self.robots[parts.netloc]

    def _status(self, address: str, method: str) -> tuple[int, str]:
        try:
            self._wait(urlsplit(address).netloc)
            request = Request(quote(address, safe=":/?#[]@!$&'()*+,;=%"), method=method, headers={"User-Agent": AGENT})
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return int(answer.status), str(answer.url)
        except HTTPError as error:
            return error.code, address
        except (URLError, OSError, HTTPException, ValueError):
            return 0, address

    def _wait(self, host: str) -> None:
        rest = self.last.get(host, 0.0) + self.pause - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        self.last[host] = time.monotonic()


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _read(cache: Path) -> dict[str, Answer]:
    try:
        return {url: Answer(**told) for url, told in json.loads(cache.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):  # nothing remembered, or nothing of ours
        return {}


def _write(cache: Path, known: dict[str, Answer]) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    told = {url: asdict(answer) for url, answer in sorted(known.items())}
    cache.write_text(json.dumps(told, indent=1, ensure_ascii=False), "utf-8")
