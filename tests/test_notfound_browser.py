"""The page for an address that is not there, in the browser, as a web server gives it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from parade.site.serve import HOST, Server


@pytest.fixture
def nowhere(built_site: Path) -> Iterator[str]:
    """A deep address that is not there, on a server that answers with the site's own page."""
    server = Server(built_site, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://{HOST}:{server.server_port}/voorbeelden/jongeren-met-schulden/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_one_can_search_from_a_page_that_is_not_there(nowhere: str, browser: Browser) -> None:
    """Search stands open and finds what the words of the address ask; the first opens, nothing is missing."""
    page = browser.new_page()
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.on("console", lambda message: missing.append(message.text) if message.type == "error" else None)
    page.goto(nowhere)
    assert page.locator("h1").inner_text() == "Deze pagina is er niet (meer)"
    assert [text for text in missing if text != nowhere and "404" not in text] == []
    assert page.get_by_label("Waar loop je tegenaan?").input_value() == "jongeren met schulden"
    page.locator("[data-lijst] a").first.click()
    page.wait_for_url("**/voorbeelden/*/")
    assert page.locator("article h1").count() == 1
    assert [url for url in missing if url.startswith("http") and url != nowhere] == []
    page.close()
