"""A small service that answers questions from the database, for a site whose records no longer fit a browser.

It only reads, keeps nothing of a question and writes none down. `assets/parade/search.js` asks it when `zoekdienst`
stands in the settings of a collection. Start it, behind something that speaks https, with

    PARADE_DATABASE=postgresql://… PARADE_SITES=https://… uvicorn --factory parade.search.endpoint:app --no-access-log
"""

from __future__ import annotations

import json
import logging
import os
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from queue import Empty, LifoQueue
from time import monotonic
from typing import Any

import psycopg
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from parade.search.browser_json import as_browser, wanted
from parade.search.database import DatabaseSearch, Known, connect
from parade.search.question import MAX_LENGTH

MOST_BYTES = 32 * 1024  # of what is asked; a question has at most 4,000 characters
AT_ONCE = 8  # questions that the database works on; the others wait
PATIENCE = 5.0  # seconds that one waits for its turn, and that the database may work on it
PER_MINUTE = 60  # questions of one visitor
VISITORS = 10_000  # of whom that is known
DAY = 86_400

log = logging.getLogger("parade.endpoint")


class Busy(Exception):
    """There is no room for another question now."""


class Answers:
    """Connections to the database, each used by one question at a time; all share what is known of words."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.known: Known | None = None
        self.free: LifoQueue[DatabaseSearch | None] = LifoQueue()
        for _ in range(AT_ONCE):
            self.free.put(None)

    def tell(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a question; a connection that broke is made anew once."""
        try:
            search = self.free.get(timeout=PATIENCE)
        except Empty:
            raise Busy from None
        try:
            for attempt in (1, 2):
                search = search or self.opened()
                try:
                    return self.told(search, asked)
                except psycopg.OperationalError as error:
                    lost = search.connection.broken or search.connection.closed
                    if attempt == 2 or not lost:
                        raise Busy from error
                    search.connection.close()
                    search = None
        except psycopg.OperationalError as error:  # no connection can be made
            raise Busy from error
        finally:
            self.free.put(None if search and search.connection.closed else search)
        raise AssertionError

    def told(self, search: DatabaseSearch, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The answer as the browser wants it."""
        search.known = self.known
        question = str(asked["question"])[:MAX_LENGTH].encode("utf-8", "replace").decode()  # half a sign is no text
        answer = search.tell(question, wanted(asked))
        assert search.known is not None
        self.known = search.known
        return as_browser(answer, search.known, wanted(asked))

    def close(self) -> None:
        """End all connections that nobody uses."""
        while not self.free.empty():
            if search := self.free.get():
                search.connection.close()

    def opened(self) -> DatabaseSearch:
        """A new connection, on which nothing runs for long."""
        connection = connect(self.where)
        connection.execute(f"SET statement_timeout = {int(PATIENCE * 1000)}")
        connection.commit()
        return DatabaseSearch(connection)


class Rate:
    """How much each visitor may still ask: a bucket that fills evenly and holds what one may ask in a minute."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self.per_minute = per_minute
        self.clock = clock
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, visitor: str) -> bool:
        """Whether a visitor may ask now; it counts when so."""
        now = self.clock()
        left, since = self.buckets.pop(visitor, (float(self.per_minute), now))
        left = min(float(self.per_minute), left + (now - since) * self.per_minute / 60)
        self.buckets[visitor] = (left - 1 if left >= 1 else left, now)
        if len(self.buckets) > VISITORS:
            self.buckets.popitem(last=False)
        return left >= 1


class Door:
    """What is asked over HTTP."""

    def __init__(self, answers: Answers, rate: Rate) -> None:
        self.answers = answers
        self.rate = rate

    async def ask(self, request: Request) -> Response:
        """`POST /vraag` with `{"question": …}` and the options of `ask` in search.js; the same answer as that gives."""
        visitor = request.client.host if request.client else ""
        if not self.rate.allows(visitor):
            return problem(429, "Je vraagt te veel achter elkaar. Wacht een minuut.", {"Retry-After": "60"})
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return problem(413, "De vraag is te lang.")
        try:
            asked = json.loads(body)
        except (ValueError, RecursionError):
            asked = None
        if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
            return problem(400, 'Vraag met JSON: {"question": "…"}')
        try:
            answer = await run_in_threadpool(self.answers.tell, asked)
        except Busy:
            return problem(503, "Het is nu te druk. Probeer het zo weer.", {"Retry-After": "5"})
        except Exception as error:
            # Never the message or the trace: they can hold what somebody typed.
            log.error("a question failed: %s", type(error).__name__)
            return problem(500, "Er ging iets mis.")
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    async def well(self, _: Request) -> Response:
        """`GET /gezond`: whether it answers."""
        try:
            await run_in_threadpool(self.answers.tell, {"question": ""})
        except Exception as error:
            log.error("not well: %s", type(error).__name__)
            return PlainTextResponse("niet gezond\n", 503)
        return PlainTextResponse("gezond\n")


def problem(status: int, title: str, headers: Mapping[str, str] | None = None) -> Response:
    """What is wrong, as RFC 9457 tells it."""
    return JSONResponse({"title": title, "status": status}, status, headers, media_type="application/problem+json")


def app(where: str = "", sites: str = "", per_minute: int = 0) -> Starlette:
    """The service; what is not given is read from PARADE_DATABASE, PARADE_SITES and PARADE_PER_MINUTE.

    `sites` are the sites that may ask, with spaces between; without any, none may from a browser.
    """
    where = where or os.environ["PARADE_DATABASE"]
    sites = sites or os.environ.get("PARADE_SITES", "")
    answers = Answers(where)
    door = Door(answers, Rate(per_minute or int(os.environ.get("PARADE_PER_MINUTE", PER_MINUTE))))
    cors = Middleware(
        CORSMiddleware,
        allow_origins=[site.rstrip("/") for site in sites.split()],
        allow_methods=["POST"],
        allow_headers=["Content-Type"],
        max_age=DAY,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        answers.close()

    made = Starlette(
        lifespan=lifespan,
        routes=[Route("/vraag", door.ask, methods=["POST"]), Route("/gezond", door.well)],
        middleware=[cors],
    )
    made.state.answers = answers
    return made
