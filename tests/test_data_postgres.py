"""A collection in a real PostgreSQL: the same answers as the command line, whatever is exported meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from psycopg import errors

from parade.data import postgres, postgres_schema
from parade.data.postgres import Change, Contents, export
from parade.index.index import Index
from parade.model.problems import ParadeError
from parade.model.record import Collection, Record
from parade.recommend.likeness import neighbours
from parade.search.database import DatabaseSearch, connect
from parade.search.search import Search
from tests.conftest import EXAMPLES, ROOT, run
from tests.postgresql import database, program, server
from tests.quality.search import read_questions
from tests.random_questions import random_questions
from tests.test_search import HOSTILE
from tests.test_search_node import told

QUESTIONS = int(os.environ.get("PARADE_QUESTIONS", "250"))


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of a server of our own."""
    with server() as where:
        yield where


@pytest.fixture(scope="module")
def contents(collection: Collection) -> Contents:
    """What is to stand in a database of the small fixed collection."""
    return Contents(collection)


@pytest.fixture(scope="module")
def changed(collection: Collection) -> Contents:
    """The same with one voorbeeld gone, one told otherwise and one more."""
    first, second, *rest = collection["voorbeelden"]
    other = Record(second.kind, second.id, {**second.data, "kern": "Een moestuin op het dak van de bibliotheek."})
    more = Record(first.kind, "nieuw", {**rest[0].data, "titel": "Een nieuwe moestuin"})
    kept = [record for record in collection if record not in (first, second)]
    return Contents(Collection([*kept, other, more], collection.settings))


@pytest.fixture(scope="module")
def filled(postgresql: str, contents: Contents) -> Iterator[str]:
    """A database with the small fixed collection."""
    with database(postgresql, "filled") as where:
        assert export(contents, where) == Change(len(list(contents.collection)), len(list(contents.collection)), 0)
        yield where


def search_of(contents: Contents) -> Search:
    """Search as the command line makes it."""
    return Search(contents.index, neighbours(contents.index))


def differing(search: Search, where: str, questions: list[str]) -> list[tuple[str, Any, Any]]:
    """The questions that a database answers otherwise, with both answers."""
    with connect(where) as connection:
        there = DatabaseSearch(connection)
        pairs = [(question, told(search, question), told(there, question)) for question in questions]
    return [(question, mine, theirs) for question, mine, theirs in pairs if mine != theirs]


def dump(where: str) -> dict[str, list[Any]]:
    """All rows of tables, without the numbers that records and terms happen to have."""
    names = "SELECT w.weight, t.term, s.id FROM parade.weights w JOIN parade.terms t ON t.number = w.term"
    with connect(where) as connection:
        found = {"weights": connection.execute(f"{names} JOIN parade.searched s USING (record)").fetchall()}
        near = "SELECT a.id, n.rank, b.id FROM parade.neighbours n JOIN parade.searched a USING (record)"
        found["near"] = connection.execute(f"{near} JOIN parade.searched b ON b.record = n.neighbour").fetchall()
        found["records"] = connection.execute(
            "SELECT type, list, id, url, hash, data::text FROM parade.records"
        ).fetchall()
        found["facets"] = connection.execute(
            "SELECT id, facet, rank, value FROM parade.facets JOIN parade.searched USING (record)"
        ).fetchall()
        found["terms"] = connection.execute("SELECT term, holding, highest, is_lemma FROM parade.terms").fetchall()
    return {name: sorted(rows) for name, rows in found.items()}


def test_random_and_hostile_questions_are_answered_as_by_the_command_line(filled: str, contents: Contents) -> None:
    """Ids, order, scores, proof, counts and all else are the same; a question is never SQL."""
    hostile = [question for name, question in HOSTILE.items() if name != "half a character"]
    hostile += ["'; DROP SCHEMA parade CASCADE; --", "%s %(words)s %%", "\\", "gemeente:\"'\" thema:'%s'"]
    questions = [*hostile, *random_questions(contents.index, QUESTIONS)]
    assert differing(search_of(contents), filled, questions)[:3] == []


@pytest.mark.skipif("PARADE_QUESTIONS" not in os.environ, reason="takes minutes: make database")
def test_judged_questions_over_all_records(postgresql: str, full_search: Search) -> None:
    """All judged questions and as many random ones over the records of examples/: the same answers."""
    index = full_search.index
    assert isinstance(index, Index)
    questions = [*(each.vraag for each in read_questions()), *random_questions(index, QUESTIONS)]
    with database(postgresql, "whole") as where:
        export(Contents(index.collection), where)
        assert differing(full_search, where, questions)[:3] == []


def test_only_what_changed_is_written(postgresql: str, contents: Contents, changed: Contents) -> None:
    """The same collection again writes nothing; another one leaves what it would leave in an empty database."""
    total = len(list(contents.collection))
    with database(postgresql, "changing") as where, database(postgresql, "fresh") as fresh:
        export(contents, where)
        assert export(contents, where) == Change(total, 0, 0)
        change = export(changed, where)
        assert (change.records, change.gone) == (total, 1)
        assert change.written < total  # begrippen and other kinds did not change
        export(changed, fresh)
        assert dump(where) == dump(fresh)
        assert differing(search_of(changed), where, random_questions(changed.index, 20)) == []
        export(contents, where)
        assert differing(search_of(contents), where, random_questions(contents.index, 20)) == []


def test_a_failed_export_changes_nothing(filled: str, changed: Contents, contents: Contents) -> None:
    """What goes wrong half-way leaves the old collection as it was."""
    before = dump(filled)
    with patch.object(postgres, "_sync", side_effect=RuntimeError("the disk")), pytest.raises(RuntimeError):
        export(changed, filled)
    assert dump(filled) == before


def test_who_reads_while_an_export_runs_gets_the_old_or_the_new(
    postgresql: str, contents: Contents, changed: Contents
) -> None:
    """Eight readers while the collection changes time and again: no error, and each answer is one of the two."""
    questions = random_questions(contents.index, 25)
    right = [[told(search_of(each), question) for question in questions] for each in (contents, changed)]
    seen: set[int] = set()

    def read(where: str) -> list[tuple[str, Any]]:
        wrong = []
        with connect(where) as connection:
            search = DatabaseSearch(connection)
            for at, question in list(enumerate(questions)) * 2:
                answer = told(search, question)
                which = [state for state in (0, 1) if right[state][at] == answer]
                seen.update(which if len(which) == 1 else ())
                wrong += [] if which else [(question, answer)]
        return wrong

    with database(postgresql, "busy") as where:
        export(contents, where)
        with ThreadPoolExecutor(8) as readers:
            running = [readers.submit(read, where) for _ in range(8)]
            while not all(each.done() for each in running):
                export(changed, where)
                export(contents, where)
            assert [each.result()[:1] for each in running] == [[]] * 8
    assert seen == {0, 1}


def test_the_reading_role_reads_and_no_more(filled: str) -> None:
    """`parade_lezer` may search; it writes nothing and makes nothing."""
    with psycopg.connect(filled, autocommit=True) as connection:
        connection.execute("SET ROLE parade_lezer")
        assert connection.execute("SELECT count(*) FROM parade.records").fetchone() != (0,)
        for statement in (
            "DELETE FROM parade.records",
            "INSERT INTO parade.weights VALUES (1, 1, 1)",
            "UPDATE parade.collection SET value = '1'",
            "DROP TABLE parade.terms",
            "CREATE TABLE parade.mine (a integer)",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)
    with psycopg.connect(filled, options="-c role=parade_lezer") as connection:
        assert DatabaseSearch(connection).ask("buurthuis")


def test_tables_of_an_older_version_are_brought_up_to_date(
    postgresql: str, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step that was added is taken once, and the records stay; a newer version than ours is left alone."""
    with database(postgresql, "older") as where:
        export(contents, where)
        step = "ALTER TABLE {schema}.searched ADD COLUMN more integer NOT NULL DEFAULT 0;"
        monkeypatch.setattr(postgres_schema, "STEPS", (*postgres_schema.STEPS, step))
        assert export(contents, where).written == len(list(contents.collection))
        assert export(contents, where).written == 0
        assert differing(search_of(contents), where, ["buurthuis"]) == []
        monkeypatch.undo()
        with pytest.raises(ParadeError, match="nieuwere Parade"):
            export(contents, where)


def test_the_file_for_psql_gives_the_same_tables(postgresql: str, filled: str, contents: Contents) -> None:
    """What `--out MAP` writes loads in an empty database, twice, and answers the same."""
    text = postgres.script(contents)
    with database(postgresql, "loaded") as where:
        for _ in range(2):
            command = [program("psql"), "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", where]
            done = subprocess.run(command, input=text, capture_output=True, timeout=120, check=False)
            assert done.returncode == 0, done.stderr.decode()
        assert dump(where) == dump(filled)
        assert export(contents, where).written == 0
        assert differing(search_of(contents), where, random_questions(contents.index, 20)) == []


def test_records_come_back_whole(filled: str, collection: Collection) -> None:
    """The tables hold every record and begrip, with all that its file tells."""
    with connect(filled) as connection:
        found = connection.execute("SELECT type, list, id, data FROM parade.records").fetchall()
    kept = {(record.kind.name, record.kind.list_name, record.id): dict(record.data) for record in collection}
    assert {(type, list_name, id): data for type, list_name, id, data in found} == kept


def test_the_commands(postgresql: str, contents: Contents) -> None:
    """`parade export` fills a database and `parade search --engine` answers from it as from the folder."""
    with database(postgresql, "called") as where:
        none = run("search", "buurthuis", "--engine", where)
        assert (none.returncode, "staat nog geen verzameling" in none.stderr) == (1, True)
        done = run("export", "--format", "postgres", "--out", where, "--examples", EXAMPLES)
        assert (done.returncode, "records in de database" in done.stdout) == (0, True), done.stderr
        question = "een buurthuis voor oudjes in Leusden"
        found = json.loads(run("search", question, "--engine", where, "--json").stdout)
        assert found == told(search_of(contents), question)["hits"] != []


@pytest.mark.parametrize(
    ("call", "code", "message"),
    [
        (("search", "a", "--engine", "mysql://x/y"), 2, "postgresql://naam@server/database"),
        (("search", "a", "--engine", "postgresql://me:geheim@[::/x"), 1, "Dit is geen adres van een database"),
        (("search", "a", "--engine", "postgresql://me:geheim@localhost:1/x"), 1, "of de server aan staat"),
        (("export", "--format", "csv", "--out", "postgresql://x/y", "--examples", EXAMPLES), 2, "Geef bij csv een map"),
        (("export", "--format", "postgres", "--out", "postgresql://x:geheim@localhost:1/y", "--examples",
          ROOT / "tests/records/klimaat/examples"), 1, "of de server aan staat"),
    ],
)  # fmt: skip
def test_wrong_calls_are_told_with_their_cure(call: tuple[object, ...], code: int, message: str) -> None:
    """What a user can mend is told in Dutch; the password stands in no message and there is no traceback."""
    done = run(*call)
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "geheim" not in done.stderr
    assert "Traceback" not in done.stderr
