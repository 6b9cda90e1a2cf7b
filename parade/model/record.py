"""A record that knows file, line and column of each value, and a collection of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from parade.model.fields import KINDS, LISTS, Kind
from parade.model.problems import Level, Problem
from parade.model.settings import Settings

Place = tuple[int, int]


Path_ = tuple[str | int, ...]
DEFAULT = Settings()
MENTION = 6  # a record that tells at most one part in so many is a mention


@dataclass(frozen=True)
class Record(Mapping[str, Any]):
    """One record. As a mapping it gives its fields: text, a list of those, or a dict for a group.

    `places` maps the way to a value, as in `("bronnen", 1, "url")`, to its line and column (from 1).
    Two records are equal when kind, id and fields are.
    """

    kind: Kind
    id: str
    data: Mapping[str, Any]
    path: str = field(default="", compare=False)
    places: Mapping[Path_, Place] = field(default_factory=dict, compare=False, repr=False)

    def __getitem__(self, name: str) -> Any:
        return self.data[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __hash__(self) -> int:
        return hash((self.kind.folder, self.id))

    @property
    def naam(self) -> str:
        """What the record is called on a page."""
        return str(self.data.get(self.kind.named_by) or self.id)

    @property
    def url(self) -> str:
        """The address of its page within the site."""
        return f"{self.kind.address}/{self.id}/"

    @property
    def first_url(self) -> str:
        """The address under which it first stood, by which feeds know it."""
        return f"{self.kind.address}/{[*self.get('was', []), self.id][0]}/"

    @property
    def old_urls(self) -> list[str]:
        """The addresses within the site that it had before."""
        return [f"{self.kind.address}/{id}/" for id in self.get("was", []) if id != self.id]

    @property
    def is_mention(self) -> bool:
        """Whether it tells next to nothing: two of the twelve parts of a story, or as small a share, or less.

        Such a record is shown as "kort genoemd" and stands behind those that tell more.
        """
        story = self.kind.story
        return sum(field.name in self.data for field in story) * MENTION <= len(story) > 0

    def place(self, *way: str | int) -> Place:
        """Line and column of a value, or of the nearest thing around it that is there."""
        while way and way not in self.places:
            way = way[:-1]
        return self.places.get(way, (1, 1))

    def problem(self, level: Level, message: str, *way: str | int) -> Problem:
        """A problem at that value."""
        return Problem(self.path, *self.place(*way), level, dotted(way), message)


class Collection:
    """All records of one collection, with its settings, by folder and id.

    Lists of begrippen are folders too: `themas`, `doelgroepen`, … `pictures` says of each picture by name what is
    wrong with it, empty when nothing is; None when nobody looked. `folder` is what its folder is called;
    `history` gives the day on which each file came in, by path. `lapsed` are the records that were taken away
    with a reason: they stand in no folder.
    """

    def __init__(
        self,
        records: list[Record],
        settings: Settings = DEFAULT,
        pictures: Mapping[str, str] | None = None,
        folder: str = "examples",
        history: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        self._history = history
        self.settings = settings
        self.folder = folder
        self.pictures = pictures
        self._folders: dict[str, dict[str, Record]] = {name: {} for name in [*KINDS, *LISTS]}
        for record in sorted(records, key=lambda record: record.id):
            self._folders[folder_of(record)].setdefault(record.id, record)
        self.lapsed = [record for record in self if "vervallen" in record]
        for record in self.lapsed:
            del self._folders[folder_of(record)][record.id]
        self._terms = {name: {record.naam: record for record in self._folders[name].values()} for name in LISTS}

    def __getitem__(self, folder: str) -> list[Record]:
        """The records of a folder, ordered by id."""
        return list(self._folders[folder].values())

    def __iter__(self) -> Iterator[Record]:
        return (record for folder in self._folders.values() for record in folder.values())

    def with_records(self, records: list[Record], pictures: Mapping[str, str]) -> Collection:
        """The same collection with these records in it, which take the place of those of their kind and id."""
        return Collection([*records, *self, *self.lapsed], self.settings, pictures, self.folder, self._history)

    def first_seen(self, record: Record) -> str:
        """The day on which a record came into the collection, under whatever name; empty when that is not known."""
        folder = record.path.rpartition("/")[0]
        paths = [record.path, *(f"{folder}/{id}.yml" for id in record.get("was", []) if not record.kind.list_name)]
        return min(filter(None, map(self._history().get, paths)), default="")

    def find(self, folder: str, id: str) -> Record | None:
        """The record of that folder and id, or None."""
        return self._folders[folder].get(id)

    def moved(self, folder: str, id: str) -> Record | None:
        """The record of that folder that had this id before, or None."""
        return self._moved.get((folder, id))

    @cached_property
    def _moved(self) -> dict[tuple[str, str], Record]:
        return {(folder_of(record), id): record for record in self for id in record.get("was", [])}

    def ids(self, folder: str) -> list[str]:
        """The ids in a folder."""
        return list(self._folders[folder])

    def term(self, name: str, naam: str) -> Record | None:
        """The begrip that is called `naam` in the list `name`, or None."""
        return self._terms[name].get(naam)

    def terms(self, name: str) -> list[str]:
        """The names of the begrippen in the list `name`."""
        return list(self._terms[name])


def folder_of(record: Record) -> str:
    """The folder of a record, or the list of a begrip, as a collection has them."""
    return record.kind.list_name or record.kind.folder


def dotted(way: tuple[str | int, ...]) -> str:
    """The way to a value as people read it: `("bronnen", 1, "url")` is `bronnen.2.url`."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in way)
