"""No personal data, in whatever form: addresses, numbers, and what a link tells about who received it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from parade.check.wording import short
from parade.model.problems import Level, Problem
from parade.model.record import Path_, Record

# Each starts only where a word or number starts and repeats within bounds: on any text they take linear time.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SPELLED = re.compile(
    r"(?<![\w.+-])[\w.+-]{2,64}\s?[\[(]\s?(?:at|apenstaartje|@)\s?[\])]\s?[\w-]{1,64}"
    r"(?:\.|\s?[\[(]\s?(?:dot|punt)\s?[\])]\s?)[a-z]{2,}",
    re.IGNORECASE,
)
IN_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){0,4}\.[a-zA-Z]{2,}")
PHONE = re.compile(
    r"(?<![\d/.,-])(?!\d\d?[-./ ]\d\d?[-./ ]\d{4}(?!\d))"  # not in a longer number, and not a day: 01-01-2015
    r"\(?(?:\+31|0031|0)(?:\s?\(0\))?(?:[\s()–-]{0,3}\d){9}(?![\d/]|[.,-]\d)"
)
OTHER_PHONES = (
    re.compile(r"(?<![\d/.,-])(?:0\d{1,3}|(?:\+|00)31[./ ]?\d{1,3})(?:[./]{1,2}\d{2,8}){1,4}(?![\d/]|[.,-]\d)"),
    re.compile(r"(?<![\w/.,-])31[ ]?6(?:[ -]?\d){8}(?![\d/]|[.,-]\d)"),
    re.compile(r"(?<![\w/.,-])[oO]6(?:[ -]?\d){8}(?![\d/]|[.,-]\d)"),
)
BSN = re.compile(
    r"(?<![\d.,/€-])(?<!€ )(?:\d{9}|\d{3} \d{3} \d{3}|\d{3}\.\d{3}\.\d{3}|\d{4}[. ]\d{2}[. ]\d{3})"
    r"(?![\d.,/-]*\d)(?!\s?(?:euro|inwoners|mensen))"
)
IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{4}){2,7}(?:[ ]?[A-Za-z0-9]{1,3})?(?!\w)")

GUARDS = (
    ("safelinks.protection.outlook.com", "url"),
    ("urldefense.proofpoint.com", "u"),
    ("linkprotect.cudasvc.com", "a"),
    ("clicktime.symantec.com", "u"),
    ("l.facebook.com", "u"),
    ("lm.facebook.com", "u"),
    ("l.instagram.com", "u"),
)
"""Hosts that wrap the addresses of others, with the part in which the real one stands."""

ROLE = "Haal het weg; noem een functie en een organisatie."


def personal(record: Record, text: str, way: Path_) -> Iterator[Problem]:
    """No e-mail address, phone number, citizen service number or bank account stands in a text."""
    for pattern in (EMAIL, SPELLED):
        if found := pattern.search(text):
            message = f'"{short(found[0])}" is een e-mailadres. {ROLE}'
            yield record.problem(Level.FOUT, message, *way)
    if number := phone(text):
        yield record.problem(Level.FOUT, f'"{number}" lijkt een telefoonnummer. {ROLE}', *way)
    for number in BSN.findall(text):
        if eleven_test(re.sub(r"\D", "", number)):
            yield record.problem(Level.FOUT, f'"{number}" lijkt een burgerservicenummer. Haal het weg.', *way)
    for number in IBAN.findall(text):
        if is_iban(number):
            yield record.problem(Level.FOUT, f'"{number}" is een rekeningnummer (IBAN). Haal het weg.', *way)


def in_address(record: Record, url: str, way: Path_) -> Iterator[Problem]:
    """A web address holds no e-mail address, however it is coded: links from mail carry who received it."""
    if real := behind_guard(url):
        message = f"Dit adres loopt via een filter, dat ziet wie erop klikt en wie de mail kreeg. Schrijf: {real}"
        yield record.problem(Level.FOUT, message, *way)
        return
    plain = url
    for _ in range(3):
        plain = unquote(plain)
    if found := IN_ADDRESS.search(plain):
        message = f'In dit adres staat een e-mailadres ("{short(found[0])}"). '
        without = re.split(r"[?#]", url)[0]
        cure = f"Schrijf: {without}" if without != url and not IN_ADDRESS.search(unquote(without)) else "Haal dat weg."
        yield record.problem(Level.FOUT, message + cure, *way)


def behind_guard(url: str) -> str:
    """The address that a mail filter or a network wrapped in its own; empty when it did not."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.hostname or "").lower()
    for guard, name in GUARDS:
        if host == guard or host.endswith("." + guard):
            real = parse_qs(parts.query).get(name, [""])[0]
            if guard == "urldefense.proofpoint.com":
                real = unquote(real.replace("-", "%").replace("_", "/"))
            return real if real.startswith(("https://", "http://")) else ""
    if host == "urldefense.com" and (found := re.search(r"__(https?:/{1,2}[^_]+)__", url)):
        return re.sub(r"^(https?:)/+", r"\1//", found[1])
    return ""


def in_name(record: Record) -> Iterator[Problem]:
    """A file name becomes an address, so it holds no number of a person."""
    plain = record.id.replace("-", " ")
    if phone(plain) or any(eleven_test(number) for number in re.findall(r"(?<!\d)\d{9}(?!\d)", plain)):
        message = "In de bestandsnaam lijkt een nummer van een persoon te staan. Geef het bestand een andere naam."
        yield record.problem(Level.FOUT, message)


def phone(text: str) -> str:
    """The first Dutch phone number in a text, however written; empty when there is none."""
    if found := PHONE.search(text):
        return found[0].strip()
    for pattern in OTHER_PHONES:
        for found in pattern.finditer(text):
            digits = re.sub(r"\D", "", found[0].replace("o", "0").replace("O", "0"))
            national = re.sub(r"^(?:00)?31", "0", digits)
            if len(national) == 10 and national[1] != "0":
                return found[0].strip()
    return ""


def eleven_test(number: str) -> bool:
    """Whether nine digits form a valid citizen service number.

    9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h − i is a multiple of 11 (Logisch ontwerp BSN, Rijksdienst
    voor Identiteitsgegevens).
    """
    digits = [int(digit) for digit in number]
    return sum(digits) > 0 and (sum((9 - n) * digit for n, digit in enumerate(digits[:8])) - digits[8]) % 11 == 0


def is_iban(text: str) -> bool:
    """Whether a text is an account number: its figures, letters as 10 to 35, leave 1 when divided by 97 (ISO 13616)."""
    plain = re.sub(r"\s", "", text).upper()
    if not 15 <= len(plain) <= 34 or (plain.startswith("NL") and len(plain) != 18):
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1
