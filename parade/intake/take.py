"""`parade import`: from what was sent in to drafts on disk; nothing is written unless everything can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz

from parade.dutch.sentences import listed
from parade.index.index import Index
from parade.intake.drafts import Draft, Drafter, Sent, Supplement, same
from parade.intake.headings import write_mapping
from parade.intake.submissions import Submissions, files, submissions
from parade.intake.text_forms import schema_line
from parade.intake.trouble import Place, Trouble
from parade.intake.values import Reader
from parade.model.fields import VOORBEELD, Kind
from parade.model.problems import Level, ParadeError
from parade.model.record import Collection, Record
from parade.read.records import read_folder
from parade.read.write import write
from parade.recommend.score import Recommender

ALIKE = 85  # of 100: how alike two titles are told
SHOWN = 3  # so many look-alikes are named
Step = Callable[[str], None]


@dataclass(slots=True)
class Taken:
    """What was found: the drafts to write, how many submissions were there, all troubles, and who read them."""

    sent: Submissions
    drafts: list[Draft] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    count: int = 0

    def tip(self, place: Place, message: str) -> None:
        """Tell of something that was settled."""
        self.troubles.append(Trouble(place, Level.TIP, message))


class Intake:
    """Takes in files beside a collection and beside the drafts in `out` that were made of earlier ones."""

    def __init__(self, collection: Collection, out: Path, today: date) -> None:
        self.collection = collection
        earlier = list(read_folder(out)[0]) if out.is_dir() else []
        self.drafted = {(each.kind.folder, each.id) for each in earlier}
        self.known = list({(each.kind.folder, each.id): each for each in [*collection, *earlier]}.values())
        self.done = {each["inzending"]: each for each in self.known if "inzending" in each}
        self.drafter = Drafter(Reader(collection), {(each.kind.folder, each.id) for each in self.known}, today)

    def take(self, path: Path, kind: Kind | None = None, step: Step = lambda _: None) -> Taken:
        """All that a file or folder holds; `step` hears what is being done."""
        taken = Taken(submissions(path, self.collection, kind))
        seen: dict[str, Place] = {}
        for file in files(path):
            found = taken.sent.read(file)
            for number, sent in enumerate(found, 1):
                step(f"{file.name}: {number} van {len(found)}")
                self._add(sent, taken, seen)
            taken.count += len(found)
        step("Kijken wat erop lijkt")
        self._look_alikes(taken)
        taken.troubles = sorted({*taken.troubles, *taken.sent.troubles})
        return taken

    def _add(self, sent: Sent | Record | Supplement, taken: Taken, seen: dict[str, Place]) -> None:
        """Make a draft of a submission, unless it was taken before or stands there already."""
        if isinstance(sent, Supplement):
            kind = sent.added.kind
            known = next((each for each in self.known if (each.kind.folder, each.id) == (kind.folder, sent.to)), None)
            if known is None:
                message = f'Er is geen {kind.label} "{sent.to}". Voeg die eerst toe, en geef dit commando nog eens.'
                taken.troubles.append(Trouble(Place(sent.added.path), Level.FOUT, message))
                return
            self._supplement(known, sent, taken)
            return
        if isinstance(sent, Record):
            code = sent.get("inzending") or Sent(sent.kind, Place(""), [((), write(sent), Place(""))]).inzending
            place = Place(sent.path)
        else:
            code, place = sent.inzending, sent.place
        before = self.done.get(code)
        if before and isinstance(sent, Record) and sent.get("uitkomst", {}) not in ({}, before.get("uitkomst")):
            added = Record(sent.kind, before.id, {"uitkomst": sent["uitkomst"]}, sent.path)
            self._supplement(before, Supplement(before.id, added, grows=False), taken)
            return
        if before:
            taken.tip(place, f'Deze inzending is al overgenomen: "{before.naam}" ({before.id}). Er komt niets bij.')
            return
        if code in seen:
            taken.tip(place, f"Dit is dezelfde inzending als bij {seen[code]}. Er komt één record.")
            return
        seen[code] = place
        names = taken.sent.names[sent.kind.folder]
        draft = self.drafter.of_record(sent, code) if isinstance(sent, Record) else self.drafter.draft(sent, names)
        others = [*self.known, *(each.record for each in taken.drafts)]
        if twin := next((other for other in others if same(other, draft.record)), None):
            taken.tip(place, f'Dit staat er al: "{twin.naam}" ({twin.id}). Voeg daar toe wat nieuw is.')
            return
        taken.drafts.append(draft)
        taken.troubles += draft.troubles

    def _supplement(self, known: Record, sent: Supplement, taken: Taken) -> None:
        """Make a draft of a record that is there with what is sent; several supplements come into one draft."""
        added = sent.added
        place, key = Place(added.path), (known.kind.folder, known.id)
        if key in self.drafted:
            message = f'Van "{known.naam}" ({known.id}) ligt er al een concept. Verwerk dat eerst.'
            taken.troubles.append(Trouble(place, Level.FOUT, message))
            return
        earlier = next((each for each in taken.drafts if (each.record.kind.folder, each.record.id) == key), None)
        draft = self.drafter.with_supplement(earlier.record if earlier else known, added, place, sent.grows)
        if draft.record == known:
            taken.tip(place, f'Dit staat al bij "{known.naam}" ({known.id}). Er komt niets bij.')
            return
        if earlier:
            taken.drafts.remove(earlier)
        taken.drafts.append(draft)
        taken.troubles += draft.troubles
        changed = [field for field in known.kind.fields if draft.record.get(field.name) != known.get(field.name)]
        labels = listed([field.label.lower() for field in changed])
        message = f'Dit hoort bij "{known.naam}", en verandert daar: {labels}. Klopt het? Vervang dan: {known.path}'
        taken.tip(place, message)

    def _look_alikes(self, taken: Taken) -> None:
        """Tell which voorbeelden resemble what is there: nearly the same title, or nearly the same story."""
        drafts = [draft for draft in taken.drafts if draft.record.kind.name == VOORBEELD.name]
        if not drafts:
            return
        others = [each for each in self.known if each.kind.name == VOORBEELD.name]
        terms = [each for each in self.collection if each.kind.name != VOORBEELD.name]
        recommender = Recommender(Index(Collection([*terms, *others, *(draft.record for draft in drafts)])))
        for draft in drafts:
            doubles = recommender.doubles(recommender.numbers[draft.record.id])
            alike = {each.record.id: each.record for each in doubles}
            alike |= {each.id: each for each in others if _alike(each, draft.record)}
            if alike:
                names = [f'"{each.naam}" ({each.id})' for each in list(alike.values())[:SHOWN]]
                more = [f"{len(alike) - SHOWN} andere"] if len(alike) > SHOWN else []
                message = f"Dit lijkt op {listed([*names, *more])}. Voegt het iets toe, of is het “wij doen dit ook”?"
                taken.tip(draft.place, message)
            others.append(draft.record)


def _alike(one: Record, two: Record) -> bool:
    return fuzz.token_sort_ratio(one.naam.casefold(), two.naam.casefold()) >= ALIKE


def save(taken: Taken, out: Path) -> list[Path]:
    """Write every draft, or none: raises `ParadeError` when one of them cannot be written."""
    made: list[Path] = []
    try:
        for draft in taken.drafts:
            path = out / draft.record.kind.folder / f"{draft.record.id}.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                made.append(path)
                file.write(f"{schema_line(draft.record.kind)}\n{write(draft.record)}")
    except OSError as error:
        for path in made:
            path.unlink(missing_ok=True)
        raise ParadeError(f'In "{out}" is niet te schrijven ({error.strerror}). Er is niets overgenomen.') from error
    return made


def keep_headings(taken: Taken) -> Path:
    """Keep how the headings were read, for the next time; gives where."""
    write_mapping(taken.sent.mapping, taken.sent.ways)
    return taken.sent.mapping
