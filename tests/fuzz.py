"""Strange inputs by the thousand: none may end in a traceback, take over two seconds, or write outside its folder.

`python -m tests.fuzz [NUMBER] [SEED]`. Each input is a text of ours that was changed at random, with pieces of what
hostile and clumsy people send in it: a record of any kind, a question, a sheet or document to import, settings.
"""

from __future__ import annotations

import io
import os
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import FrameType

from parade.check.checks import check_record, settings
from parade.data.take_back import is_export, take_back
from parade.index.index import Index
from parade.intake.office import handouts
from parade.intake.take import Intake, save
from parade.model.fields import KINDS, LISTS, Kind
from parade.model.problems import ParadeError, as_text
from parade.model.record import Collection
from parade.model.settings import FILE, Settings
from parade.read.convert import read_record  # noqa: F401  (loaded before the clock runs)
from parade.read.records import read, read_folder
from parade.read.settings import read_settings
from parade.read.write import write
from parade.recommend.likeness import neighbours
from parade.search.search import Search
from tests.conftest import ROOT
from tests.hostile.made import payloads

SECONDS = 2.0  # of the processor, for one input
MOST = 6000  # characters of an input before it is changed
TODAY = date(2026, 11, 21)
FOLDERS = (ROOT / "tests/records/klimaat/examples", ROOT / "tests/records/examples")
TOKENS = [
    ": ", "- ", "|-\n", ">\n", "# ", "---\n", "...\n", "\t", "\r", "\r\n", "\0", "\u00a0", "\u202e", "\ufeff", "\u2028",
    "&a ", "*a", "<<: *a\n", "!!python/object:os.system ", "!!binary |\n", "[", "]", "{", "}", ",", "'", '"', "\\", "%",
    "@", "`", "?", "~", "null", "0", "-0", "1e999", "0x1F", "2019-02-30", "99999-99-99", "éëĳ", "İ", "ß", "\U0001f600",
    ";", "=1+1", "\n\n\n", " " * 300, "a" * 3000, "()" * 200,
    "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "titel:", "gemeenten:", "bronnen:\n  - ", "was: [", "vervallen: ",
    "Súdwest-Fryslân", "niet ", '"Den Bosch" ', "$(x)", "{{ x }}", "https://[::1", "http://a@b:99999/", "\x1b[31m",
]  # fmt: skip


@dataclass
class Report:
    """What came of a run: how many inputs of each sort, the slowest, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


class TooLong(BaseException):
    """An input took more of the processor than it may; no `except Exception` can hide it."""


def stop(_: int, frame: FrameType | None) -> None:
    """Told by the clock."""
    raise TooLong


def changed(text: str, chance: random.Random, others: list[str], hostile: list[str]) -> str:
    """A text with up to eight changes: pieces gone, twice, elsewhere, out of another text, or strange."""
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 8))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((1, 1, 2, 5, 20, 200)))
        match chance.randrange(8):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:end] + text[at:end] * chance.choice((1, 2, 50)) + text[end:]
            case 2 | 3:
                text = text[:at] + chance.choice(TOKENS) + text[at:]
            case 4:
                text = text[:at] + chance.choice(hostile) + text[end:]
            case 5:
                other = chance.choice(others)
                begin = chance.randrange(len(other) + 1)
                text = text[:at] + other[begin : begin + 300] + text[at:]
            case 6:
                text = text[:at] + chr(chance.choice((chance.randrange(128), chance.randrange(0xD7FF)))) + text[end:]
            case _:
                lines = text.split("\n")
                chance.shuffle(lines)
                text = "\n".join(lines)
    return text[: MOST * 4]


def as_bytes(text: str, chance: random.Random) -> bytes:
    """The text as a file, now and then in another code, or damaged."""
    content = text.encode(chance.choice(("utf-8",) * 12 + ("utf-16", "latin-1", "utf-8-sig")), "replace")
    if content and chance.random() < 0.05:
        at = chance.randrange(len(content))
        content = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
    return content


class Fuzz:
    """Everything that inputs are tried on, made once."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.hostile = [text for text in payloads() if len(text) < MOST]
        self.collection = read_folder(FOLDERS[0])[0]
        index = Index(self.collection)
        self.search = Search(index, neighbours(index))
        self.records: list[tuple[Kind, str]] = []
        for base in FOLDERS:
            for name, kind in KINDS.items():
                self.records += [(kind, path.read_text("utf-8")) for path in sorted((base / name).glob("*.yml"))]
            for kind in LISTS.values():
                if (path := base / f"{kind.folder}.yml").is_file():
                    self.records.append((kind, path.read_text("utf-8")))
        self.records = [(kind, text[:MOST]) for kind, text in self.records]
        self.texts = [text for _, text in self.records]
        self.questions = [
            question for record in self.collection["voorbeelden"] for question in record.get("vragen", [])
        ]
        self.settings = (FOLDERS[0].parent / FILE).read_text("utf-8")
        self.sheets = self._sheets()
        self.sorts: dict[str, Callable[[], None]] = {
            "record": self.record, "question": self.question, "sheet": self.sheet, "settings": self.told
        }  # fmt: skip

    def _sheets(self) -> list[tuple[str, bytes]]:
        """Files as people send them: a sheet and a document with a record in it, a CSV, Markdown, an export."""
        voorbeeld = self.collection["voorbeelden"][0]
        csv = 'Titel;Gemeenten;Kern;Aanpak\nSoep;Rhenen;Buren koken.;Elke week.\n"Brood; ""vers""";Assen;Bak.;\n'
        made = {path: text for path, text in handouts(self.collection, self.folder).items() if path.endswith("x")}
        files = [(f"leeg{Path(path).suffix}", text) for path, text in sorted(made.items())[:4]]
        text = write(voorbeeld)
        mail = "### Titel\n\nSoep\n\n### Kern\n\nBuren koken.\n\n### Gemeenten\n\nRhenen\n"
        export = '{"id":"soep","type":"Voorbeeld","titel":"Soep","was":["oud"],"bronnen":[{"titel":"a"}]}'
        row = "id,type,titel,was\nsoep,Voorbeeld,Soep,a | b\n"
        plain = {"a.csv": csv, "b.md": mail, "c.md": text, "d.json": export, "e.csv": row, "f.jsonl": export + "\n"}
        return [*files, *((name, content.encode()) for name, content in plain.items())]

    def record(self) -> None:
        """A record of any kind, read and checked, and its problems told."""
        kind, text = self.chance.choice(self.records)
        content = as_bytes(changed(text, self.chance, self.texts, self.hostile), self.chance)
        records, problems = read(content, kind, self.chance.choice(("soep", "soep", "../soep", "con", "So ep")))
        for record in records:
            problems += check_record(record, self.collection, TODAY)
        as_text(problems)

    def question(self) -> None:
        """A question, answered."""
        text = self.chance.choice(self.questions)
        self.search.ask(changed(text, self.chance, self.questions, self.hostile)[:4000])

    def told(self) -> None:
        """Settings, read and checked, with the kinds that follow from them."""
        text = changed(self.settings, self.chance, [self.settings, *self.texts[:5]], self.hostile)
        (self.folder / FILE).write_bytes(as_bytes(text, self.chance))
        record, problems = read_settings(self.folder, {})
        found = Settings(record)
        as_text([*problems, *settings(Collection([], found), TODAY)])
        for name in ("kinds", "lists", "adres", "broncode", "licentie", "citaat", "menu", "beheer"):
            getattr(found, name)

    def sheet(self) -> None:
        """A file to import: read, told, and its drafts written."""
        name, content = self.chance.choice(self.sheets)
        path = self.folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(self._damaged(content))
        out = self.folder / "uit"
        try:
            if is_export(path):
                take_back(path)
                return
            taken = Intake(self.collection, out, TODAY).take(path)
            save(taken, out)
        finally:
            for below in sorted(self.folder.rglob("*"), reverse=True):
                below.rmdir() if below.is_dir() else below.unlink()

    def _damaged(self, content: bytes) -> bytes:
        if not content.startswith(b"PK"):
            return as_bytes(changed(content.decode(), self.chance, self.texts, self.hostile), self.chance)
        if self.chance.random() < 0.3:
            at = self.chance.randrange(len(content))
            return content[:at] + bytes([self.chance.randrange(256)]) + content[at + 1 :]
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
            names = old.namelist()
            which = self.chance.choice(names)
            for each in names:
                inside = old.read(each)
                if each == which:
                    text = inside.decode("utf-8", "replace")
                    inside = changed(text[: MOST * 3], self.chance, self.texts, self.hostile).encode("utf-8", "replace")
                new.writestr(each, inside)
        return made.getvalue()


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """What is written outside a folder while it lasts; the watch itself can never be taken off, only made blind."""
    outside: list[str] = []
    inside, on = str(folder.resolve()), [True]

    def hears(event: str, words: tuple[object, ...]) -> None:
        if not on[0] or event not in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink"}:
            return
        writes = event != "open" or (isinstance(words[2], int) and words[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if not writes or not isinstance(words[0], str | bytes):
            return
        path = os.fsdecode(words[0])
        if not path.startswith(inside) and "__pycache__" not in path:
            outside.append(f"{event} {path!r}")

    sys.addaudithook(hears)
    yield outside
    on[0] = False


def fuzzed(number: int, seed: int, folder: Path) -> Report:
    """Try so many inputs; each sort gets its share."""
    fuzz, report = Fuzz(folder, seed), Report()
    before = signal.signal(signal.SIGVTALRM, stop)
    shares = ["record"] * 55 + ["question"] * 25 + ["settings"] * 15 + ["sheet"] * 5
    told = 0
    with watched(folder) as outside:
        for at in range(number):
            sort = fuzz.chance.choice(shares)
            report.counts[sort] += 1
            begin = time.process_time()
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                fuzz.sorts[sort]()
            except ParadeError:
                pass  # told in a sentence
            except TooLong:
                report.faults.append(f"{at} {sort}: more than {SECONDS} s\n{traceback.format_exc(limit=-4)}")
            except Exception:
                report.faults.append(f"{at} {sort}:\n{traceback.format_exc(limit=-6)}")
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            for fault in report.faults[told:]:
                print(fault, file=sys.stderr, flush=True)
            told = len(report.faults)
            report.slowest = max(report.slowest, time.process_time() - begin)
            if outside:
                report.faults.append(f"{at} {sort} wrote outside: {outside}")
                outside.clear()
    signal.signal(signal.SIGVTALRM, before)
    return report


def main() -> None:
    """Try them, and tell."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(2**32)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = fuzzed(number, seed, Path(folder))
    shares = ", ".join(f"{count} {sort}" for sort, count in sorted(report.counts.items()))
    print(
        f"{number} inputs ({shares}), seed {seed}: {len(report.faults)} faults, slowest {report.slowest:.2f} s of the "
        f"processor, {time.monotonic() - begin:.0f} s in all"
    )
    sys.exit(bool(report.faults))


if __name__ == "__main__":
    main()
