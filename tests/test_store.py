"""What is kept between runs: found by what made it, and never believed when damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from parade.keep import store as kept
from parade.keep.program import program
from parade.keep.steps import Steps
from parade.keep.store import Store, key


def written(path: Path, **entries: bytes) -> None:
    """A store with those entries of the step x."""
    with closing(Store(path)) as store:
        for name, value in entries.items():
            store.put("x", key(name), value)


def found(path: Path, name: str, step: str = "x") -> bytes | None:
    """What a new store finds."""
    with closing(Store(path)) as store:
        return store.get(step, key(name))


def test_a_result_is_found_by_its_step_and_key(tmp_path: Path) -> None:
    """In the next run too; another step or key finds nothing, and each look is counted."""
    path = tmp_path / "build" / "bewaard"
    written(path, a=b"1", b=b"")
    assert (found(path, "a"), found(path, "b"), found(path, "c"), found(path, "a", "y")) == (b"1", b"", None, None)
    with closing(Store(path)) as store:
        assert [store.kept("x", key(name), lambda: b"new") for name in ("a", "c", "c")] == [b"1", b"new", b"new"]
        assert (store.found["x"], store.missed["x"]) == (2, 1)


def test_parts_of_a_key_stay_apart() -> None:
    """Two keys are the same only when each part is; a text and its bytes are one."""
    assert len({key("ab", "c"), key("a", "bc"), key("abc"), key("", "abc"), key("abc", "")}) == 5
    assert key("é", "x") == key("é".encode(), b"x")
    assert program() == program() and len(program()) == 20


def test_a_damaged_entry_is_missed(tmp_path: Path) -> None:
    """Another value, key or step under the proof of one entry is as if nothing were there."""
    path = tmp_path / "bewaard"
    for change in ("value = x'00'", "key = x'00'", "step = 'y'", "proof = x''"):
        written(path, a=b"1")
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute(f"UPDATE kept SET {change}")
        assert found(path, "a") is None
        with closing(Store(path)) as store:
            assert store.get("y", key("a")) is None and store.get("x", b"\0") is None
        path.unlink()


@pytest.mark.parametrize("content", [b"", b"geen database" * 100, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_file_that_is_no_store_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    """Whatever stands there, nothing fails, and what is kept then is found."""
    path = tmp_path / "bewaard"
    path.write_bytes(content)
    assert found(path, "a") is None
    written(path, a=b"1")
    assert found(path, "a") == b"1"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    """A run without a store, or with one that another process holds, makes everything itself."""
    (tmp_path / "bestand").write_text("")
    for path in (None, tmp_path / "bestand" / "bewaard", Path("/proc/bewaard")):
        with closing(Store(path)) as store:
            assert store.kept("x", key("a"), lambda: b"1") == b"1" == store.get("x", key("a"))


def test_what_nobody_uses_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries that no run used for long are dropped, so that the file does not grow for ever; what is used stays."""
    monkeypatch.setattr(kept, "OLD", 20)
    path = tmp_path / "bewaard"
    written(path, a=b"1", b=b"2")
    for _ in range(60):
        assert found(path, "a") == b"1"
    assert found(path, "b") is None


def test_steps_tell_what_they_cost() -> None:
    """Each step has its seconds and what was kept, in order, and is told when it begins and goes on."""
    told: list[tuple[str, int, int]] = []
    steps, store = Steps(lambda name, done, total, left: told.append((name, done, total))), Store()
    with steps.step("een", store):
        store.kept("een", key("a"), lambda: b"")
        store.kept("een", key("a"), lambda: b"")
        steps.advance(1, 2)
    with steps.step("twee"):
        pass
    assert told == [("een", 0, 0), ("een", 1, 2), ("twee", 0, 0)]
    assert [(cost["step"], cost["kept"], cost["made"]) for cost in steps.as_dicts()] == [("een", 1, 1), ("twee", 0, 0)]
    assert "1 van 2 bewaard" in steps.as_text() and steps.as_text().splitlines()[-1].startswith("samen")
