"""How a text is written so that YAML takes it as it is: the cure of a message, and the text as it is read on."""

from __future__ import annotations

SHOWN = 70


def quoted(text: str) -> str:
    """The text as one line of YAML, whatever it holds."""
    return "'" + text.replace("'", "''") + "'"


def cure(text: str, before: str = "") -> str:
    """What the writer can do so that the text is read as it is; `before` is what stands before it, as `titel:`.

    Quotes that the text does not hold itself; where it holds both kinds, a block below.
    """
    for quote, name in (('"', "dubbele"), ("'", "enkele")):
        if quote not in text and (quote == "'" or "\\" not in text):
            example = f"{before} {quote}{text}{quote}".strip()
            shown = f" Schrijf: {example}" if len(example) <= SHOWN else ""
            return f"Zet {name} aanhalingstekens ({quote}) voor en achter de hele tekst.{shown}"
    where = "het streepje" if before == "-" else "de dubbele punt"
    return f"Zet |- achter {where}, en de tekst op de volgende regel, twee spaties verder naar rechts dan deze regel."


def colon_inside(text: str, before: str = "") -> str:
    """What to tell about a text that YAML reads as a field, for the colon in it, with the cure."""
    return f"Er staat een dubbele punt in de tekst. {cure(text, before)}"


def bare(text: str) -> str:
    """A text that begins with a quote, without that quote and the one at its end: what its writer meant."""
    quote = text[:1]
    inner = text[1:-1] if len(text) > 1 and text.endswith(quote) else text
    return inner.replace("''", "'") if quote == "'" and inner is not text else inner
