"""Dutch compounds and their parts: `buurthuis` is `buurt` and `huis`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parade.dutch.lemmas import is_word, lemma, place_names

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


LINKS = ("", "s", "en", "e", "er", "n", "eren", "ens")
"""The sounds that join two parts of a compound: gezin+s+coach, buurt+huis, kind+er+opvang."""


def split(term: str, vocabulary: Mapping[str, int]) -> tuple[str, str] | None:
    """A compound as its two parts, or None: `buurthuis` gives `buurt` and `huis`.

    `vocabulary` counts the collection's lemmas. Both parts must stand there or in a word list, at
    least one there. Of several ways the one wins whose rarer part is most common; then the one with the
    longest last part, for that names the thing.
    """
    if len(term) < 7 or term in NO_SPLIT or term in place_names() or not term.isalpha():
        return None
    best: tuple[tuple[int, int], tuple[str, str]] | None = None
    for cut in range(3, len(term) - 2):
        tail = term[cut:]
        last = tail if tail in vocabulary else lemma(tail)
        if tail in BAD_TAILS or not (last in vocabulary or is_word(tail)):
            continue
        for part in heads(term[:cut]):
            first = part if part in vocabulary else lemma(part)
            known = (first in vocabulary) + (last in vocabulary)
            if known and (first in vocabulary or is_word(part)):
                rank = (min(vocabulary.get(first, 0), vocabulary.get(last, 0)), len(tail))
                if best is None or rank > best[0]:
                    best = (rank, (first, last))
    return best[1] if best else None


# Endings of one word that are words too.
BAD_TAILS = frozenset(
    """
    aar aard achtig baar dom eren eling elijk elijks ende ent erd eren erij ering ers eur ger gen heid heden ier
    ige igen iger ige ing ingen isch ischer isme ist iteit kje lijk lijke ling loos loze naar nis oor rij ren
    saam schap ste sten sel ster teit ten tie ties tje uur ven ver zaam zen den der del ken ker len ler nen ner
    pen per ren rer sen ser ven voor ander orde rust rijk wel wat zal ons hen haar hem dat ons lof ton ham rol
    chap open erop die maal half matig sing ring telling meester komst loosheid tel meer een nemer
    laren haven land berg leren tehuis
    """.split()
)


# Beginnings that are prefixes, not parts.
BAD_HEADS = frozenset(
    """
    aan af be bij door een erg ge her hen hem het ijs in los mee met mis na oer om onder ont op over per pro
    rond sta tal te ten ter toe tot uit van ver vol voor weg wel zon pre sub dis kon con com res par pas ver
    ant arm ver min aar ant art bel bes bet ind int kan mas mat mar lev bed bez ber ben waar
    daar wille ander hele mast meel boven sinds acht hoe over onder achter
    """.split()
)


def compound_parts(term: str, vocabulary: Mapping[str, int]) -> list[str]:
    """All parts of a compound, also those of its parts: `jeugdhulpverlener` has `jeugd`, `hulp`, `verlener`, …"""
    found = []
    for part in split(term, vocabulary) or ():
        found.append(part)
        if len(part) < len(term):  # a lemma can be longer than what was written
            found += compound_parts(part, vocabulary)
    return found


def heads(part: str) -> Iterator[str]:
    """What may be the first part of a compound, with and without the sound that links it to the next."""
    for link in LINKS:
        if link and not part.endswith(link):
            continue
        head = part[: len(part) - len(link)] if link else part
        # What begins with ver- or ont- is mostly one word: vergelijken is not verge+lijken.
        prefixed = head.startswith(("ver", "ont")) and len(head) < 6
        if len(head) >= 3 and head not in BAD_HEADS and not prefixed:
            yield head
