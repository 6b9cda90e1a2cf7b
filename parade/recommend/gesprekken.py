"""Who pointed whom to what in a gesprek, told by function and place, with the reason they gave."""

from __future__ import annotations

from parade.model.record import Collection, Record

LONGEST = 15  # words in a reason; only what a colleague said may be longer


def talks(collection: Collection) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each voorbeeld that a participant brought to a gesprek, what the others pointed them to and why."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for talk in collection["gesprekken"]:
        people = [person for person in talk.get("deelnemers", []) if "voorbeeld" in person]
        where = collection.find("bijeenkomsten", talk.get("bijeenkomst", ""))
        for listener in people:
            for speaker in people:
                if speaker["voorbeeld"] != listener["voorbeeld"]:
                    found.setdefault(listener["voorbeeld"], {})[speaker["voorbeeld"]] = _told(speaker, where)
    return found


def _told(speaker: dict[str, object], where: Record | None) -> tuple[str, ...]:
    """Who pointed to it and why: in one reason where that is short enough, else in two, their own words uncut."""
    place = speaker.get("gemeenten") or []
    organisation = speaker.get("organisatie")
    origin = f" uit {place[0]}" if isinstance(place, list) and place else f" van {organisation}" if organisation else ""
    occasion = " op de parade" if where and where.get("soort") == "parade" else ""
    first = f"Een {short_function(str(speaker.get('functie', 'collega')))}{origin} raadde dit aan{occasion}"
    reden = " ".join(str(speaker.get("reden", "")).split()).rstrip(".")
    if not reden:
        return (shortened(f"{first}."),)
    whole = f"{first}, omdat {reden}."
    if len(whole.split()) <= LONGEST:
        return (whole,)
    return (shortened(f"{first}."), f"Omdat {reden}.")


def shortened(text: str) -> str:
    """A text of at most `LONGEST` words."""
    words = text.split()
    return text if len(words) <= LONGEST else " ".join(words[: LONGEST - 1]) + " …"


def short_function(functie: str) -> str:
    """A function without the department behind it: `coördinator afdeling Jeugd` is `coördinator`."""
    words = functie.split()
    kept: list[str] = []
    for word in words:
        if kept and (word in {"afdeling", "van", "voor", "bij"} or word[0].isupper() or word[0] in "(/"):
            break
        kept.append(word.rstrip(",;"))
        if word.endswith((",", ";")):
            break
    return " ".join(kept).lower() if kept else functie
