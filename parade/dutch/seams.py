"""Where a compound may fall apart: `gezin` + s + `coach`; no word list is needed."""

from __future__ import annotations

from collections.abc import Iterator

SHORT = 4  # letters: below that a part must be listed
PREFIXES = ("ver", "ont")
PREFIXED = 6  # letters: what begins with a prefix and is shorter is mostly no word of its own

LINKS = ("", "s", "en", "e", "er", "n", "eren", "ens")
"""The sounds that join two parts of a compound: gezin+s+coach, buurt+huis, kind+er+opvang."""


# Endings of one word that are words too.
BAD_TAILS = frozenset(
    """
    aar aard achtig baar dom eren eling elijk elijks ende ent erd eren erij ering ers eur ger gen heid heden ier
    ige igen iger ige ing ingen isch ischer isme ist iteit kje lijk lijke ling loos loze naar nis oor rij ren
    saam schap ste sten sel ster teit ten tie ties tje uur ven ver zaam zen den der del ken ker len ler nen ner
    pen per ren rer sen ser ven voor ander orde rust rijk wel wat zal ons hen haar hem dat ons lof ton ham rol
    chap open erop die maal half matig sing ring telling meester komst loosheid tel meer een nemer
    laren haven land berg leren tehuis ziek tien dertig twintig
    """.split()
)


# Words of three letters are mostly no part; these are.
SHORT_TAILS = frozenset("app bad bed bel bos bus eis erf gas ggz hof lab les lid pas pot tip wet".split())
SHORT_HEADS = frozenset(
    "aow app bad bed bos bus dag duo eet erf gas ggd ggz gym hbo ict les lid mbo poh rij vak val vve "
    "web wet wmo".split()
)


# Beginnings of verbs that fall apart (terugkomen: ik kom terug); their parts say nothing alone.
PARTICLES = frozenset(
    """
    binnen boven buiten goed hard kapot klaar kwijt langs leeg mede neer open plaats rond samen schoon stil stuk tegen
    tekort teleur terecht terug thuis tussen vast verder voort voorbij vooruit vorm vrij weer
    """.split()
)


def too_short(head: str) -> bool:
    """Whether so few letters are seldom the first part of a compound."""
    return len(head) < SHORT and head not in SHORT_HEADS


def bad_tail(tail: str) -> bool:
    """Whether these letters, also when they are a word, are not the last part of a compound."""
    return tail in BAD_TAILS or (len(tail) < SHORT and tail not in SHORT_TAILS)


# Beginnings that are prefixes, not parts.
BAD_HEADS = frozenset(
    """
    aan af be bij door een erg ge her hen hem het ijs in los mee met mis na oer om onder ont op over per pro
    rond sta tal te ten ter toe tot uit van ver vol voor weg wel zon pre sub dis kon con com res par pas ver
    ant arm ver min aar ant art bel bes bet ind int kan mas mat mar lev bed bez ber ben waar
    daar wille ander hele mast meel boven sinds acht hoe over onder achter best beha bijl dank dicht
    donder erom erover eruit even gaande goed hooi kennis niet plaats zater noord negen zeven veer vijf
    """.split()
)


def heads(part: str) -> Iterator[str]:
    """What may be the first part of a compound, with and without the sound that links it to the next."""
    for link in LINKS:
        if link and not part.endswith(link):
            continue
        head = part[: len(part) - len(link)] if link else part
        # What begins with ver- or ont- is mostly one word: vergelijken is not verge+lijken.
        prefixed = head.startswith(PREFIXES) and len(head) < PREFIXED
        if not too_short(head) and head not in BAD_HEADS and not prefixed:
            yield head
