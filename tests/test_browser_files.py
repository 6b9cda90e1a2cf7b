"""The files that search in the browser reads: complete, exact, and named by their content."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parade.index.index import Index
from parade.index.sentences import field_text
from parade.model.record import Collection
from parade.recommend.likeness import neighbours
from parade.search.browser_files import FOLDER, browser_files, front_coded, number, weights
from parade.search.facets import FACETS, facets_of
from parade.search.search import Search
from tests.conftest import ROOT

PAGE = ROOT / "parade/site/theme/assets/parade"


def decode(text: str) -> list[int]:
    """The numbers in a string, read by the description of `number` alone."""
    found, value, scale = [], 0, 1
    for character in text:
        code = ord(character)
        digit = code - (36 if code > ord("\\") else 35)
        value += digit * scale
        if digit < 60:
            found.append(value)
            value, scale = 0, 1
        else:
            scale *= 30
    return found


def unfold(text: str) -> list[str]:
    """The words of a front-coded string."""
    found: list[str] = []
    for capital, rest in re.findall("([A-Z])([^A-Z]*)", text):
        found.append((found[-1][: ord(capital) - ord("A")] if found else "") + rest)
    return found


def files_of(search: Search) -> tuple[str, dict[str, Any]]:
    """The folder of search's files, and each JSON file there by name, read."""
    files = browser_files(search)
    folder = json.loads(files[f"{FOLDER}/search.json"])["folder"]
    prefix = f"{FOLDER}/{folder}/"
    return folder, {
        path.removeprefix(prefix): json.loads(text)
        for path, text in files.items()
        if path.startswith(prefix) and path.endswith(".json")
    }


@given(st.integers(0, 10**9))
def test_number_round_trip(value: int) -> None:
    """A number is read back as it was written."""
    assert decode(number(value)) == [value]


@given(st.lists(st.integers(0, 5_000)))
def test_numbers_in_a_row(values: list[int]) -> None:
    """Numbers need nothing between them."""
    assert decode("".join(map(number, values))) == values


def test_number_takes_few_characters_and_no_escapes() -> None:
    """Up to 59 one character, to 1,859 two; none that JSON escapes."""
    assert [len(number(value)) for value in (0, 59, 60, 1_859, 1_860)] == [1, 1, 2, 2, 3]
    every = "".join(map(number, range(2_000)))
    assert json.dumps(every) == f'"{every}"'


@given(st.dictionaries(st.integers(0, 10_000), st.integers(1, 200)))
def test_weights_round_trip(impacts: dict[int, int]) -> None:
    """The records of a word, and its weight in each, are read back."""
    values = decode(weights(impacts))
    doc, found = -1, {}
    for step, impact in zip(values[::2], values[1::2], strict=True):
        doc += step + 1
        found[doc] = impact
    assert found == impacts


@given(st.sets(st.text("abcdefghijklmnopqrstuvwxyz0123456789#-", min_size=1, max_size=40)))
def test_front_coding_round_trip(words: set[str]) -> None:
    """Sorted words are read back, also those that share more than 25 letters."""
    assert unfold(front_coded(sorted(words))) == sorted(words)


def test_tables_say_what_the_index_says(full_search: Search) -> None:
    """Terms, weights, neighbours and counts of records in the file are those of the index."""
    _, files = files_of(full_search)
    index, main = full_search.index, files["index.json"]
    assert isinstance(index, Index)
    terms = unfold(main["terms"])
    assert terms == sorted(index.vocabulary)
    assert main["records"] == len(index.records)
    steps, impacts = (iter(decode(text)) for text in main["weights"])
    for term, count in zip(terms, decode(main["holding"]), strict=True):
        doc, found = -1, {}
        for _ in range(count):
            doc += next(steps) + 1
            found[doc] = next(impacts)
        assert found == index.impacts(term)
    assert [decode(near) for near in main["near"]] == full_search.neighbours
    assert set(unfold(main["otherWords"])) == full_search.lexicon.tables.lemmas - set(terms)
    assert {
        word: [terms[n] for n in decode(row)] for word, row in main["stems"].items()
    } == full_search.lexicon.tables.stems


def test_facets_say_what_the_records_say(full_search: Search) -> None:
    """Each record has in each facet the values of its own fields."""
    _, files = files_of(full_search)
    facets = files["facetten.json"]["facets"]
    assert set(facets) == set(FACETS)
    assert set(files["index.json"]["facets"]) == {"thema", "gemeente"}
    for name, facet in {**facets, **files["index.json"]["facets"]}.items():
        values = decode(facet["of"])
        for record in full_search.index.records:
            count, values = values[0], values[1:]
            here, values = values[:count], values[count:]
            assert [facet["values"][value] for value in here] == facets_of(record)[name]
        assert values == []


def test_every_record_has_a_card(full_search: Search) -> None:
    """Each record has a file with what a result shows; there is no other."""
    _, files = files_of(full_search)
    cards = {name: card for name, card in files.items() if name.startswith("k")}
    assert set(cards) == {f"k{doc}.json" for doc in range(len(full_search.index.records))}
    for doc, record in enumerate(full_search.index.records):
        card = cards[f"k{doc}.json"]
        assert (card["id"], card["url"]) == (record.id, record.url)
        assert " ".join(card["zinnen"]["titel"]) == record.naam


def test_every_sentence_stands_in_its_field(full_search: Search) -> None:
    """What a card can show as proof stands in that field of the record, white space folded."""
    _, files = files_of(full_search)
    for doc, record in enumerate(full_search.index.records):
        for name, some in files[f"k{doc}.json"]["zinnen"].items():
            text = " ".join(field_text(record, name).split())
            assert all(sentence in text for sentence in some), (record.id, name)


def test_files_are_named_by_their_content(collection: Collection) -> None:
    """The same records give the same folder; another word in one record gives another."""

    def folder(records: list[Any]) -> str:
        index = Index(Collection(records))
        return files_of(Search(index, neighbours(index)))[0]

    records = list(collection)
    at = next(place for place, record in enumerate(records) if record.kind.folder == "voorbeelden")
    changed = replace(records[at], data={**records[at].data, "kern": "Iets heel anders."})
    assert folder(records) == folder(records[::-1])
    assert folder([*records[:at], changed, *records[at + 1 :]]) != folder(records)


def test_engine_is_part_of_the_folder(small_search: Search) -> None:
    """The folder has the engine, the worker and the index; outside it stands only the file that names it."""
    files = browser_files(small_search)
    folder = json.loads(files[f"{FOLDER}/search.json"])["folder"]
    assert {f"{FOLDER}/{folder}/{name}" for name in ("engine.js", "worker.js", "index.json")} <= set(files)
    assert [path for path in files if f"/{folder}/" not in path] == [f"{FOLDER}/search.json"]


def test_no_record_gives_files_that_can_be_read() -> None:
    """An empty collection has an index too."""
    _, files = files_of(Search(Index(Collection([])), []))
    assert files["index.json"]["records"] == 0
    assert unfold(files["index.json"]["terms"]) == []


def test_large_collection_has_its_weights_in_chunks(full_search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above ONE_FILE records the weights stand in files of their own, together the same."""
    _, one = files_of(full_search)
    monkeypatch.setattr("parade.search.browser_files.ONE_FILE", 10)
    _, many = files_of(full_search)
    assert many["index.json"]["weights"] is None
    terms = unfold(many["index.json"]["terms"])
    assert decode(many["index.json"]["holding"]) == [len(full_search.index.impacts(term)) for term in terms]
    starts = many["index.json"]["chunks"]
    chunks = [many[f"w{place}.json"] for place in range(len(starts))]
    assert len(chunks) > 5
    assert starts == [sum(map(len, chunks[:place])) for place in range(len(chunks))]
    assert [text for chunk in chunks for text in chunk] == [weights(full_search.index.impacts(term)) for term in terms]
    assert one["index.json"]["weights"] is not None


def test_weight_of_the_files(full_search: Search) -> None:
    """Code, index, tables and first results stay below the line from 120 kB at 200 to 160 kB at 500 records."""
    files = browser_files(full_search)
    sizes = {path.split("/")[-1]: len(gzip.compress(text.encode(), 9)) for path, text in files.items()}
    cards = [size for name, size in sizes.items() if name.startswith("k")]
    page = sum(len(gzip.compress((PAGE / name).read_bytes(), 9)) for name in ("search-field.js", "search.js"))
    needed = sum(sizes[name] for name in ("search.json", "index.json", "engine.js", "worker.js"))
    first_results = 7 * sum(cards) / len(cards)
    assert needed + page + first_results < 120_000 + 40_000 * max(0, (len(cards) - 200) / 300)
    assert first_results < 10_000
