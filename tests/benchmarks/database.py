"""Search in PostgreSQL at 10,000, 100,000 and 1,000,000 records, beside the database's own Dutch full text.

    python -m tests.benchmarks.database [NUMBER …] [--copies N …] [--seconds N]

Records are real ones recombined (`recommend.py`), so words per record are real but new words stop coming. With
`--copies 10 10` the tables are then made ten times as large within the database, and ten times again, for sizes at
which Python would make the weights for hours: right for time and size, not for who gets which score. The full text of
the database is asked for any of the words and ranked by `ts_rank`, over the same texts with title, core and the rest
weighted A, B and D. Times are of questions that people asked (tests/quality/vragen.yml), the words taken apart and the
proof included; a first question is one of a new connection, which reads the tables of words; later ones profit from
sentences that are remembered as read, as in a service that runs. Readers are processes of their own. The server's
settings are Debian's but for fsync.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count as counting
from multiprocessing.synchronize import Event
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import psycopg

from parade.data.postgres import Contents, export
from parade.index.sentences import field_text, searched
from parade.model.record import Collection, Record
from parade.read.records import read_folder
from parade.recommend.likeness import neighbours
from parade.search.database import DatabaseSearch, connect
from parade.search.search import Search
from tests.benchmarks.recommend import EXAMPLES, recombined
from tests.postgresql import server
from tests.quality.search import Ranker, interval, mean, measure, read_questions

QUESTIONS = [each.vraag for each in read_questions()]
READERS = 16
MOST_PLAIN = 100_000  # records for which the full text of the database is measured beside it
Asker = Callable[[str], Any]


def plain_table(where: str, records: list[Record]) -> float:
    """Fill a table with the texts of records for the full text of the database; gives the seconds."""
    start = perf_counter()
    with psycopg.connect(where) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain (id text PRIMARY KEY, a text, b text, d text)")
        with cursor.copy("COPY plain FROM STDIN") as copy:
            for record in records:
                rest = "\n".join(field_text(record, name) for name in searched() if name not in ("titel", "kern"))
                copy.write_row((record.id, record["titel"], record["kern"], rest))
        cursor.execute(
            """ALTER TABLE plain ADD COLUMN words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('dutch', a), 'A')
            || setweight(to_tsvector('dutch', b), 'B') || setweight(to_tsvector('dutch', d), 'D')) STORED"""
        )
        cursor.execute("CREATE INDEX ON plain USING gin (words)")
    _vacuum(where, "plain")
    return perf_counter() - start


def full_text(connection: psycopg.Connection[Any], any_word: bool = True, limit: int = 10) -> Ranker:
    """The full text of the database: any of the words will do, or, as it comes, all of them."""
    some = "replace(plainto_tsquery('dutch', %s)::text, '&', '|')::tsquery"
    asked = some if any_word else "plainto_tsquery('dutch', %s)"
    text = f"""SELECT id FROM plain, (SELECT {asked} AS asked) AS q WHERE words @@ asked
        ORDER BY ts_rank(words, asked, 1) DESC, id LIMIT {limit}"""

    def rank(question: str) -> list[str]:
        with connection.transaction():
            return [id for (id,) in connection.execute(text, (question,))]

    return rank


def _vacuum(where: str, *tables: str) -> None:
    with psycopg.connect(where, autocommit=True) as connection:
        for table in tables:
            connection.execute(f"VACUUM (ANALYZE) {table}")


# --- quality ---


def quality() -> None:
    """NDCG@10 and hit@5 on the judged questions over the real records."""
    collection = read_folder(EXAMPLES)[0]
    with server() as where:
        export(Contents(collection), where)
        plain_table(where, collection["voorbeelden"])
        with connect(where) as mine, psycopg.connect(where) as theirs:
            search = DatabaseSearch(mine)
            rankers: dict[str, Ranker] = {
                "parade in PostgreSQL": lambda question: [hit.record.id for hit in search.ask(question, 300)],
                "full text, any word": full_text(theirs, limit=300),
                "full text, all words": full_text(theirs, any_word=False, limit=300),
            }
            for name, rank in rankers.items():
                outcomes = measure(rank, read_questions())
                middle, low, high = interval([each.ndcg for each in outcomes])
                as_shown = mean([each.ndcg for each in measure(rank, read_questions(), all_count=True)])
                hit5, empty = mean([each.hit5 for each in outcomes]), mean([each.empty for each in outcomes])
                print(
                    f"  {name:22} nDCG@10 {middle:.3f} [{low:.2f} {high:.2f}]  unjudged as 0 {as_shown:.3f}  "
                    f"hit@5 {hit5:.3f}  nothing found {empty:.0%}",
                    flush=True,
                )


# --- size and speed ---


def measured(total: int, copies: list[int], seconds: float) -> None:
    """Load so many records, and print time, size, and how long questions take."""
    collection = recombined(read_folder(EXAMPLES)[0], total)
    start = perf_counter()
    contents = Contents(collection)
    len(contents.records)
    made = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    with server(shared_buffers="512MB") as where:
        start = perf_counter()
        export(contents, where)
        print(
            f"{total} records: index and rows {made:.0f} s, peak {peak:.1f} GB; export {perf_counter() - start:.0f} s"
        )
        start = perf_counter()
        again = export(contents, where)
        print(f"  the same again: {perf_counter() - start:.0f} s, {again.written} written", flush=True)
        print(f"  full text of the database: loaded in {plain_table(where, contents.index.records):.0f} s")
        del collection, contents
        _questions(where, seconds, beside=True)
        for times in copies:
            total *= times
            start = perf_counter()
            beside = total <= MOST_PLAIN
            _copy(where, times, beside)
            print(f"{total} records, copied within the database in {perf_counter() - start:.0f} s", flush=True)
            _questions(where, seconds, beside)


def _questions(where: str, seconds: float, beside: bool) -> None:
    with psycopg.connect(where) as connection:
        size = """SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c
            JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' AND {}"""
        mine, theirs = (
            connection.execute(size.format(which)).fetchone() or (0,)
            for which in ("nspname = 'parade'", "relname = 'plain'")
        )
        for table, bytes_ in connection.execute(
            """SELECT relname, pg_total_relation_size(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
            WHERE nspname = 'parade' AND relkind = 'r' ORDER BY 2 DESC LIMIT 4"""
        ):
            print(f"    {table}: {bytes_ / 1024**2:.0f} MB")
    print(f"  size: {mine[0] / 1024**2:.0f} MB; full text {theirs[0] / 1024**2:.0f} MB", flush=True)
    askers = {"parade": parade_asker} | ({"full text": text_asker} if beside else {})
    for name, asker in askers.items():
        firsts = [_first(where, asker) for _ in range(3)]
        for readers in (1, READERS):
            times, errors, took = _at_once(where, asker, readers, seconds)
            print(
                f"  {name:9} {readers:2} readers: {len(times) / took:.1f} a second, median {median(times):.0f} ms, "
                f"95 % {_most(times):.0f} ms, {errors} errors"
                + (f"; first question {median(firsts):.0f} ms" if readers == 1 else ""),
                flush=True,
            )


def _most(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


@contextmanager
def parade_asker(where: str) -> Iterator[Asker]:
    """Parade's own search in the database."""
    with connect(where) as connection:
        yield DatabaseSearch(connection).ask


@contextmanager
def text_asker(where: str) -> Iterator[Asker]:
    """The full text of the database."""
    with psycopg.connect(where) as connection:
        yield full_text(connection)


def _first(where: str, asker: Any) -> float:
    start = perf_counter()
    with asker(where) as ask:
        ask(QUESTIONS[0])
        return 1_000 * (perf_counter() - start)


def _reader(where: str, asker: Any, number: int, go: Event, stop: Event, out: Any) -> None:
    lot = random.Random(number)
    times, errors = [], 0
    with asker(where) as ask:
        ask(QUESTIONS[0])
        out.put("ready")
        go.wait()
        while not stop.is_set():
            question = lot.choice(QUESTIONS)
            start = perf_counter()
            try:
                ask(question)
                times.append(1_000 * (perf_counter() - start))
            except Exception as error:  # counted and told
                errors += 1
                print(repr(error))
    out.put((times, errors))


def _at_once(where: str, asker: Any, readers: int, seconds: float) -> tuple[list[float], int, float]:
    """Times in ms of so many readers at once, the errors, and the seconds that it took."""
    context = multiprocessing.get_context("fork")
    go, stop, out = context.Event(), context.Event(), context.Queue()
    running = [context.Process(target=_reader, args=(where, asker, at, go, stop, out)) for at in range(readers)]
    for each in running:
        each.start()
    for _ in running:
        out.get()
    start = perf_counter()
    go.set()
    stop.wait(seconds)
    stop.set()
    found = [out.get() for _ in running]
    took = perf_counter() - start
    for each in running:
        each.join()
    return [time for times, _ in found for time in times], sum(errors for _, errors in found), took


def _copy(where: str, copies: int, beside: bool) -> None:
    """Copy all that belongs to a voorbeeld, and the plain texts, until there are `copies` of each."""
    more = f"generate_series(1, {copies - 1}) AS copy"
    with psycopg.connect(where) as connection:
        row = connection.execute("SELECT max(number) + 1 FROM parade.records").fetchone()
        step = f"copy * {row[0] if row else 0}"
        id = f"id || '-' || {step}"
        for name in ("weights_of_term", "weights_of_record", "neighbours_of_record", "neighbours_lent_to",
                     "facets_of_record", "facets_by_value"):  # fmt: skip
            connection.execute(f"DROP INDEX parade.{name}")
        for statement in (
            f"""records SELECT number + {step}, type, list, {id}, url, hash, data
                FROM parade.records, {more} WHERE type = 'Voorbeeld'""",
            f"searched SELECT record + {step}, {id}, told, newest FROM parade.searched, {more}",
            f"weights SELECT term, record + {step}, weight FROM parade.weights, {more}",
            f"neighbours SELECT record + {step}, rank, neighbour + {step} FROM parade.neighbours, {more}",
            f"facets SELECT record + {step}, facet, rank, value FROM parade.facets, {more}",
        ):
            connection.execute(f"INSERT INTO parade.{statement}")
        connection.execute(f"UPDATE parade.terms SET holding = holding * {copies}")
        from parade.data.postgres_schema import INDEXES

        connection.execute(INDEXES.format(schema="parade"))
        if beside:
            connection.execute(f"INSERT INTO plain SELECT {id}, a, b, d FROM plain, {more}")
    _vacuum(where, "parade.records", "parade.searched", "parade.weights", "parade.neighbours", "parade.facets", "plain")


# --- readers while an export runs ---


def busy(total: int, seconds: float) -> None:
    """16 readers while the collection changes time and again: each answer must be that of one of its two states."""
    collection = recombined(read_folder(EXAMPLES)[0], total)
    first, *rest = collection["voorbeelden"]
    other = Record(first.kind, first.id, {**rest[0].data, "titel": "Een ander verhaal"})
    changed = Collection([other, *(record for record in collection if record is not first)], collection.settings)
    states = [Contents(collection), Contents(changed)]
    right: list[list[Any]] = []
    for each in states:
        search = Search(each.index, neighbours(each.index))
        right.append([_ranked(search.ask(question)) for question in QUESTIONS])
    apart = sum(one != two for one, two in zip(*right, strict=True))
    with server(shared_buffers="512MB") as where:
        export(states[0], where)
        context = multiprocessing.get_context("fork")
        stop, out = context.Event(), context.Queue()
        running = [context.Process(target=_checker, args=(where, right, at, stop, out)) for at in range(READERS)]
        for reader in running:
            reader.start()
        start, exports = perf_counter(), 0
        for turn in counting(1):
            export(states[turn % 2], where)
            exports += 1
            if perf_counter() - start > seconds:
                break
        stop.set()
        found = [out.get() for _ in running]
        for reader in running:
            reader.join()
    answers, wrong, errors = (sum(each[at] for each in found) for at in range(3))
    print(
        f"{total} records, {READERS} readers, {exports} exports in {perf_counter() - start:.0f} s: {answers} answers, "
        f"{wrong} wrong, {errors} errors ({apart} of {len(QUESTIONS)} questions are answered otherwise by the two)"
    )


def _ranked(hits: list[Any]) -> list[tuple[str, int]]:
    return [(hit.record.id, hit.score) for hit in hits]


def _checker(where: str, right: list[list[Any]], number: int, stop: Event, out: Any) -> None:
    lot = random.Random(number)
    answers = wrong = errors = 0
    with connect(where) as connection:
        search = DatabaseSearch(connection)
        while not stop.is_set():
            at = lot.randrange(len(QUESTIONS))
            try:
                found = _ranked(search.ask(QUESTIONS[at]))
                answers += 1
                wrong += found not in (right[0][at], right[1][at])
            except Exception as error:  # counted and told
                errors += 1
                print(repr(error))
    out.put((answers, wrong, errors))


def main() -> None:
    """Read the call and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000])
    parser.add_argument("--copies", type=int, nargs="*", default=[10, 10], help="of the last size")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--busy", type=int, default=10_000, help="records while an export runs; 0 for none")
    parser.add_argument("--quality", action=argparse.BooleanOptionalAction, default=True)
    given = parser.parse_args()
    if given.quality:
        print("quality on the judged questions", flush=True)
        quality()
    for size in given.sizes:
        measured(size, given.copies if size == given.sizes[-1] else [], given.seconds)
    if given.busy:
        busy(given.busy, given.seconds)


if __name__ == "__main__":
    main()
