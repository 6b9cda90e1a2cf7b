"""A set of words in few bytes: never denies a word that is in it, and now and then has another (a Bloom filter)."""

from __future__ import annotations

BITS = 10  # for each word
PROBES = 7


class BloomFilter:
    """Positions from FNV-1a hashes (draft-eastlake-fnv) by double hashing (Kirsch & Mitzenmacher 2006).

    `bits` is one byte for each bit, 0 or 1.
    """

    def __init__(self, bits: bytes | bytearray) -> None:
        self.bits = bits

    @classmethod
    def of(cls, words: list[str]) -> BloomFilter:
        """A filter with those words in it."""
        made = cls(bytearray(max(1, BITS * len(words))))
        for word in words:
            for place in made._places(word):
                made.bits[place] = 1  # type: ignore[index]
        return made

    def _places(self, word: str) -> list[int]:
        one, two = fnv(word), fnv(word + "!") | 1
        return [(one + turn * two) % 2**32 % len(self.bits) for turn in range(PROBES)]

    def __contains__(self, word: str) -> bool:
        return all(self.bits[place] for place in self._places(word))


def fnv(word: str) -> int:
    """The 32-bit FNV-1a hash of an ASCII word."""
    value = 0x811C9DC5
    for byte in word.encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return value
