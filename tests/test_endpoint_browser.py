"""A site whose settings name a service: search asks it, forms never do, and without it the files answer."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Request, expect

from parade.data.postgres import Contents, export
from parade.read.records import read_folder
from parade.search.endpoint import app
from tests.browser import served
from tests.conftest import ROOT, run
from tests.postgresql import server

QUESTION = "wateroverlast in de straat"
MODULE = """async ([question, options]) => {
    const { search } = await import("/assets/parade/search.js");
    return (await search(question, options)).map(({ id, score }) => [id, score]);
}"""


class Running:
    """The service on a port of this machine, and the site that asks it."""

    def __init__(self, site: str, service: str) -> None:
        self.site, self.service = site, service


@contextmanager
def serving(where: str, sites: str) -> Iterator[str]:
    """The service, run by uvicorn in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        config = uvicorn.Config(app(where, sites), log_level="warning", access_log=False, lifespan="on")
        made = uvicorn.Server(config)
        thread = threading.Thread(target=made.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        made.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A small collection in a database, its service, and its site with the address of that service."""
    root = tmp_path_factory.mktemp("klimaat")
    shutil.copytree(ROOT / "tests/records/klimaat", root, dirs_exist_ok=True)
    (root / "site").mkdir()
    with server() as where:
        export(Contents(read_folder(root / "examples")[0]), where)
        with served(root / "site") as site, serving(where, site) as service:
            with (root / "parade.yml").open("a", encoding="utf-8") as settings:
                settings.write(f"\nzoekdienst: {service}\n")
            done = run("build", cwd=root)
            assert done.returncode == 0, done.stderr
            yield Running(site, service)


@pytest.fixture
def asked() -> list[Request]:
    """The requests to another address than that of the site."""
    return []


@pytest.fixture
def page(browser: Browser, running: Running, asked: list[Request]) -> Iterator[Page]:
    """The search page of the site; no script may complain."""
    opened = browser.new_page()
    complaints: list[str] = []
    opened.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda sent: asked.append(sent) if not sent.url.startswith(running.site) else None)
    opened.goto(running.site + "zoeken/")
    yield opened
    assert [each for each in complaints if "503" not in each and "ERR_FAILED" not in each] == []
    opened.close()


def test_search_asks_the_service(page: Page, running: Running, asked: list[Request]) -> None:
    """What is typed is sent as a body to the address of the settings and nowhere else; the answer is shown."""
    expect(page.locator("#parade-uitleg")).to_contain_text("gaat naar de zoekdienst van deze site")
    policy = page.locator("meta[http-equiv]").first.get_attribute("content") or ""
    assert f"connect-src 'self' {running.service};" in policy
    page.locator("#parade-vraag").fill(QUESTION)
    expect(page.locator("[data-lijst] li a").first).to_be_visible()
    assert {sent.url for sent in asked} == {f"{running.service}/vraag"}
    sent = [json.loads(each.post_data or "")["question"] for each in asked if each.method == "POST"]
    assert QUESTION in sent
    assert all(not {"referer", "cookie"} & each.all_headers().keys() for each in asked)
    loaded = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert not any("index.json" in name for name in loaded)  # a phone fetches nothing of the files


def test_forms_never_ask_the_service(page: Page, asked: list[Request]) -> None:
    """With `here` a question stays on the device; and the two give the same order and scores."""
    there = page.evaluate(MODULE, [QUESTION, {}])
    before = len(asked)
    mine = page.evaluate(MODULE, [QUESTION, {"here": True}])
    assert mine == there != []
    assert len(asked) == before


def test_when_the_service_is_silent_the_files_answer(page: Page, running: Running) -> None:
    """A fault of the service is seen by no visitor."""
    there = page.evaluate(MODULE, [QUESTION, {}])
    for fault in (lambda route: route.fulfill(status=503, body="{}"), lambda route: route.abort()):
        page.route(f"{running.service}/**", fault)
        page.reload()
        assert page.evaluate(MODULE, [QUESTION, {}]) == there
        page.unroute(f"{running.service}/**")
