"""The service that answers from a database: the answers of the browser's engine, bounded, and nothing written down."""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import uvicorn
import yaml
from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from parade.data.postgres import Contents, export
from parade.model.record import Collection
from parade.model.settings import Settings
from parade.recommend.likeness import neighbours
from parade.search import endpoint
from parade.search.browser_files import browser_files
from parade.search.endpoint import AT_ONCE, MOST_BYTES, VISITORS, Answers, Rate, app
from parade.search.facets import facets_of
from parade.search.search import Search
from tests.conftest import ROOT
from tests.postgresql import server
from tests.random_questions import random_questions
from tests.test_search_node import ask_node, write_engine

SITE = "https://voorbeelden.example"
SECRET = "geheimzinnigewoord"


class Client:
    """Asks a service as a browser would, without a network."""

    def __init__(self, service: Starlette) -> None:
        self.service = service

    def request(self, method: str, path: str, **more: Any) -> Response:
        """One request, in a loop of its own."""

        async def sent() -> Response:
            async with AsyncClient(transport=ASGITransport(app=self.service), base_url="http://zoek") as client:
                return await client.request(method, path, **more)

        return asyncio.run(sent())

    def post(self, path: str, **more: Any) -> Response:
        """A question."""
        return self.request("POST", path, **more)


@contextmanager
def asked(where: str, per_minute: int = 0) -> Iterator[Client]:
    """A service, whose connections are closed afterwards."""
    service = app(where, SITE, per_minute)
    yield Client(service)
    service.state.answers.close()


@pytest.fixture(scope="module")
def contents(collection: Collection) -> Contents:
    """What is to stand in a database of the small fixed collection."""
    return Contents(collection)


@pytest.fixture(scope="module")
def filled(contents: Contents) -> Iterator[str]:
    """A database with the small fixed collection, read with the reading role."""
    with server() as where:
        export(contents, where)
        yield where + "&options=-c%20role%3Dparade_lezer"


@pytest.fixture(scope="module")
def client(filled: str) -> Iterator[Client]:
    """The service, asked without a network."""
    with asked(filled, 1_000_000) as made:
        yield made


def options_of(contents: Contents, count: int) -> list[dict[str, Any]]:
    """Random choices of a visitor: filters, an own municipality, the newest first, words meant as they are."""
    lot = random.Random(7)
    values = [(facet, value) for record in contents.index.records for facet, some in facets_of(record).items()
              for value in some if facet != "gemeente"]  # fmt: skip
    places = sorted({name for record in contents.index.records for name in facets_of(record)["gemeente"]})
    made = []
    for _ in range(count):
        filters: dict[str, list[str]] = {}
        for facet, value in lot.sample(values, lot.choice([0, 0, 1, 2, 3])):
            filters.setdefault(facet, []).append(value)
        if lot.random() < 0.1:
            filters["thema"] = ["bestaat niet"]
        made.append(
            {
                "filters": filters,
                "limit": lot.choice([1, 3, 10, 50]),
                "exact": lot.choice([[], ["buurthius"]]),
                "home": lot.choice(["", "", *places, "Utrecht"]),
                "newest": lot.random() < 0.3,
                "facets": lot.random() < 0.7,
            }
        )
    return made


def test_answers_are_those_of_the_browser(client: Client, contents: Contents, tmp_path: Path) -> None:
    """Hits, order, scores, cards, proof, counts and facets, whatever a visitor chose, as the engine in Node."""
    write_engine(Search(contents.index, neighbours(contents.index)), tmp_path)
    questions = ["", "een buurthius voor oudjes", *random_questions(contents.index, 150)]
    pairs = list(zip(questions, options_of(contents, len(questions)), strict=True))
    right = ask_node(tmp_path, pairs)
    for (question, options), mine in zip(pairs, right, strict=True):
        theirs = client.post("/vraag", json={"question": question, **options}).json()
        if not mine["adressen"]:  # the engine has them when it needs them
            theirs["adressen"] = {}
        assert theirs == mine, (question, options)


def test_only_the_sites_that_are_named_may_ask_from_a_browser(client: Client) -> None:
    """CORS: the site of the settings, with POST and JSON; no other site, no cookies."""
    ask = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    good = client.request("OPTIONS", "/vraag", headers={"Origin": SITE, **ask})
    assert (good.status_code, good.headers["access-control-allow-origin"]) == (200, SITE)
    assert "access-control-allow-credentials" not in good.headers
    bad = client.request("OPTIONS", "/vraag", headers={"Origin": "https://ander.example", **ask})
    assert "access-control-allow-origin" not in bad.headers


@pytest.mark.parametrize(
    "body",
    [b"", b"[", b"[]", b'"vraag"', b'{"question": 3}', b"{}", b"\xff\xfe", b"[" * 5_000, b'{"question": null}'],
)
def test_what_is_no_question_is_told(client: Client, body: bytes) -> None:
    """Another shape than a question gives 400 and never a fault."""
    answer = client.post("/vraag", content=body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    "options",
    [
        {"limit": "10"}, {"limit": -5}, {"limit": 10**30}, {"limit": True}, {"filters": []},
        {"filters": {"thema": "x"}}, {"filters": {"thema": [1, None, "x" * 5_000]}}, {"filters": {"'; DROP": ["a"]}},
        {"filters": {"gemeente": ["a"]}}, {"filters": {"thema": ["\x00"]}}, {"exact": "a"}, {"exact": [["a"]]},
        {"home": 3}, {"home": "x" * 9_000}, {"home": "\x00"}, {"newest": "ja"}, {"facets": 1},
        {"question": "\x00 buurthuis \ud800"}, {"question": "a " * 6_000},
    ],
)  # fmt: skip
def test_absurd_options_are_left_out(client: Client, options: dict[str, Any]) -> None:
    """Whatever stands where an option should, there is an answer of a bounded size."""
    answer = client.post("/vraag", content=json.dumps({"question": "buurthuis", **options}))
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["hits"]) <= 100


def test_length_is_bounded(client: Client) -> None:
    """More than so many bytes are not read to the end."""
    assert client.post("/vraag", content=b" " * (MOST_BYTES + 1)).status_code == 413


def test_a_visitor_may_ask_so_much(filled: str) -> None:
    """Beyond a number in a minute one is asked to wait; others are not."""
    with asked(filled, 3) as client:
        codes = [client.post("/vraag", json={"question": "a"}).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]


def test_the_bucket_fills_evenly_and_is_forgotten() -> None:
    """After twenty seconds of a minute with three there is one again; no more visitors are kept than so many."""
    now = [0.0]
    rate = Rate(3, lambda: now[0])
    assert [rate.allows("a") for _ in range(4)] == [True, True, True, False]
    assert rate.allows("b")
    now[0] = 20.1
    assert [rate.allows("a"), rate.allows("a")] == [True, False]
    for number in range(VISITORS + 5):
        rate.allows(str(number))
    assert len(rate.buckets) == VISITORS


def test_nothing_of_a_question_is_written_down(
    filled: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a good answer nor a fault puts words of a visitor in a log; no answer is kept by a cache."""

    def fails(*_: object) -> None:
        raise ValueError(SECRET)

    with caplog.at_level(logging.DEBUG), asked(filled) as client:
        good = client.post("/vraag", json={"question": f"{SECRET} buurthuis"})
        monkeypatch.setattr(endpoint, "as_browser", fails)
        bad = client.post("/vraag", json={"question": f"{SECRET} buurthuis"})
    assert (good.status_code, good.headers["cache-control"], bad.status_code) == (200, "no-store", 500)
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in bad.text


def test_a_connection_that_broke_is_made_anew(filled: str) -> None:
    """When the server ends all connections, the next question is answered on a new one."""
    with asked(filled) as client:
        assert client.request("GET", "/gezond").text == "gezond\n"
        with psycopg.connect(filled.split("&options")[0], autocommit=True) as owner:
            owner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                "AND backend_type = 'client backend'"
            )
        assert client.post("/vraag", json={"question": "buurthuis"}).json()["hits"]


def test_without_a_database_it_says_that_it_is_busy() -> None:
    """A database that is not there gives 503, and the health check says so too."""
    with asked("postgresql://me:geheim@127.0.0.1:1/x") as client:
        answer = client.post("/vraag", json={"question": "buurthuis"})
        assert (answer.status_code, "geheim" in answer.text) == (503, False)
        assert client.request("GET", "/gezond").status_code == 503


def test_more_questions_than_there_are_connections(filled: str) -> None:
    """Three times as many at once as there are connections all get their answer, and no more connections are made."""

    async def all_at_once(answers: Answers) -> list[dict[str, Any]]:
        asking = (asyncio.to_thread(answers.tell, {"question": "buurthuis"}) for _ in range(3 * AT_ONCE))
        return list(await asyncio.gather(*asking))

    with asked(filled) as client:
        answers = client.service.state.answers
        told = asyncio.run(all_at_once(answers))
        assert len({json.dumps(answer) for answer in told}) == 1
        assert answers.free.qsize() == AT_ONCE


def test_the_container_starts_what_there_is() -> None:
    """The command of the container file is one that uvicorn knows, and names a service that can be made."""
    text = (ROOT / "deploy/Containerfile").read_text("utf-8")
    command = json.loads(text.split("\nCMD ")[1])
    context = uvicorn.main.make_context("uvicorn", command[1:])
    module, name = context.params["app"].split(":")
    assert getattr(importlib.import_module(module), name) is app
    assert (context.params["access_log"], context.params["proxy_headers"]) == (False, True)


def test_the_service_of_the_compose_file_can_only_read() -> None:
    """Its copies write no file, have no rights of the system, and use the user that roles.sh makes."""
    told = yaml.safe_load((ROOT / "deploy/compose.yml").read_text("utf-8"))["services"]
    service = told["service"]
    assert service["read_only"] is True
    assert (service["cap_drop"], service["deploy"]["replicas"]) == (["ALL"], 2)
    assert service["environment"]["PARADE_DATABASE"].startswith("postgresql://zoeker:")
    assert "ports" not in service and "ports" not in told["database"]  # only the proxy is reached from outside


def test_the_user_of_the_service_reads_and_writes_nothing(contents: Contents) -> None:
    """`deploy/roles.sh` makes a user who gets answers and may change nothing."""
    with server() as where:
        host = where.split("host=")[1]
        names = {"POSTGRES_USER": "owner", "POSTGRES_DB": "postgres", "READER_PASSWORD": "p'w"}
        environment = {**names, "PGHOST": host, "PATH": "/usr/bin:/bin"}
        done = subprocess.run(["sh", ROOT / "deploy/roles.sh"], env=environment, capture_output=True, timeout=30)
        assert done.returncode == 0, done.stderr
        export(contents, where)
        reader = where.replace("owner@", "zoeker@")
        with asked(reader) as client:
            assert client.post("/vraag", json={"question": "buurthuis"}).json()["hits"]
        with psycopg.connect(reader) as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute("CREATE TABLE mine (a integer)")
        with psycopg.connect(reader) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.read_only = False
            connection.execute("DELETE FROM parade.records")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("https://zoek.voorbeelden.example", "https://zoek.voorbeelden.example"),
        ("https://voorbeelden.example:8443/zoek/", "https://voorbeelden.example:8443/zoek"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
        ("http://zoek.voorbeelden.example", ""),
        ("https://a.example; script-src *", ""),
        ("https://a.example'/x", ""),
        ("https://user@a.example", ""),
    ],
)
def test_only_https_is_an_address_of_a_service(told: str, kept: str) -> None:
    """Nothing else comes into the policy of a page or the files of search."""
    assert Settings({"zoekdienst": told}).zoekdienst == kept


def test_the_files_of_search_name_the_service_only_when_there_is_one(contents: Contents) -> None:
    """`search.json` is as it was without a service, and names it with one."""
    index = contents.index
    search = Search(index, neighbours(index))
    before = json.loads(browser_files(search)["assets/parade/search.json"])
    assert set(before) == {"folder"}
    plain = index.collection
    index.collection = Collection(list(plain), Settings({**plain.settings.data, "zoekdienst": SITE}))
    try:
        assert json.loads(browser_files(search)["assets/parade/search.json"]) == {**before, "endpoint": SITE}
    finally:
        index.collection = plain
