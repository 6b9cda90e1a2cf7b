"""Dutch compounds and their parts: `buurthuis` is `buurt` and `huis`."""

from __future__ import annotations

from collections.abc import Mapping

from parade.dutch.lemmas import LONGEST, is_word, lemma, place_names
from parade.dutch.seams import PARTICLES, bad_tail, heads, too_short

# Words that look like a compound and are none, or whose parts mislead.
NO_SPLIT = frozenset(
    """
    alleen samen gemeente gemeenschap beleid bewoner inwoner burger ouderen overheid ondersteuning ondersteunen
    onderzoek onderwijs onderneming ondernemer ontmoeting ontmoeten ontwikkeling aandacht aanpak aanbod aanbieder
    aanvraag aanleiding afspraak overleg overlast overgang voorziening voorbeeld voorwaarde voorkomen vooruit
    vrijwilliger vrijwillig zelfstandig verantwoordelijk verantwoordelijkheid organisatie initiatief initiatiefnemer
    professional provincie project partner persoon persoonlijk statushouder asielzoeker jongere kinderen
    eenzaam eenzaamheid armoede schulden mantelzorg mantelzorger respijtzorg dementie begeleiding begeleider
    behandeling bijstand bijeenkomst directeur deelnemer deelname gezondheid gezamenlijk gesprek gebouw gebied
    resultaat regisseur regeling rekenkamer wethouder raadslid waardering waarschijnlijk wantrouwen vertrouwen
    verandering vereniging vergunning verslaving verzekering verzorging huisvesting belangrijk verschil verschillend
    uitkering uitvoering uitvoerder uitgangspunt uiteindelijk toegang toekomst toepassing tegenstelling
    medewerker samenhang voorzitter deskundige signalering screening planning training coaching woning inkomen
    kwetsbaar beperking
    """.split()
)


def split(term: str, vocabulary: Mapping[str, int]) -> tuple[str, str] | None:
    """A compound as its two parts, or None: `buurthuis` gives `buurt` and `huis`.

    `vocabulary` counts the collection's lemmas. Both parts must stand there or in a word list, at
    least one there. Of several ways the one wins whose rarer part is most common; then the one with the
    longest last part, for that names the thing.
    """
    if not 7 <= len(term) <= LONGEST or term in NO_SPLIT or term in place_names() or not term.isalpha():
        return None
    best: tuple[tuple[int, int], tuple[str, str]] | None = None
    for cut in range(3, len(term) - 2):
        tail = term[cut:]
        last = tail if tail in vocabulary else lemma(tail)
        if bad_tail(tail) or not (last in vocabulary or is_word(tail)):
            continue
        for part in heads(term[:cut]):
            first = part if part in vocabulary else lemma(part)
            # To drop a sound and to bend what is left is a change too many: lentemaand is not lenen+maand.
            if (first != part and part != term[:cut]) or too_short(first):
                continue
            if part in PARTICLES and last.endswith("en") and tail.endswith(("en", "t", "d")):
                continue
            known = (first in vocabulary) + (last in vocabulary)
            if known and (first in vocabulary or is_word(part)):
                rank = (min(vocabulary.get(first, 0), vocabulary.get(last, 0)), len(tail))
                if best is None or rank > best[0]:
                    best = (rank, (first, last))
    return best[1] if best else None


def compound_parts(term: str, vocabulary: Mapping[str, int]) -> list[str]:
    """All parts of a compound, also those of its parts: `jeugdhulpverlener` has `jeugd`, `hulp`, `verlener`, …"""
    found = []
    for part in split(term, vocabulary) or ():
        found.append(part)
        if len(part) < len(term):  # a lemma can be longer than what was written
            found += compound_parts(part, vocabulary)
    return found
