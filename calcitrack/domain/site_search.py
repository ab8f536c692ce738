"""Finding a site by typed words: any order, abbreviations, beginnings of words and one slip of the finger."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from calcitrack.domain.folding import fold
from calcitrack.domain.vocabulary import Side

# What it costs a site that a typed word only begins one of its name, one of its other words, or is misspelt; and that
# it names a part twice ("middle finger, middle" is not the middle finger as a whole).
_BEGINS_NAME, _BEGINS_OTHER, _MISSPELT, _REPEATED = 2, 3, 4, 1

# A side is never guessed from a misspelt word: then nothing is found, and the person looks again.
_SIDE_WORDS = (
    dict.fromkeys(("left", "lef", "lft", "lt", "sinister", "sinistra", "sinistrum"), Side.LEFT)
    | dict.fromkeys(("right", "righ", "rig", "rt", "dexter", "dextra", "dextrum", "dext"), Side.RIGHT)
    | dict.fromkeys(("midline", "midlin", "midli", "midl"), Side.MIDLINE)
)
# These mean a side, unless one was named already or nothing fits: "left thigh l" is lateral, "mid finger" the middle.
_MAYBE_SIDE = {"l": Side.LEFT, "r": Side.RIGHT, "mid": Side.MIDLINE}
# This means a side only if nothing fits otherwise: "maxillary sin" is a sinus that is still being typed.
_LASTLY_SIDE = {"sin": Side.LEFT}

_SAYS_NOTHING = frozenset(
    {"side", "surface", "aspect", "region", "regio", "area", "skin", "os", "phal", "phalanx", "phalanges"}
)
_JOINS = frozenset({"of", "the", "in", "on", "at", "over", "and", "between"})  # at the end they may be begun words
_NUMBERED = re.compile(r"\b(?:(d)[ -]|([clst])-)(?=\d)")  # D-2, D 2 and L-5 are one word each
_TOKEN = re.compile(r"[^\W_]+")
_SIDE_AND_DIGIT = re.compile(r"([lr])(d[1-5]|[imrls]f)")
# "Digitus V" is the fifth, but "th d v" is the thumb, distal, volar; II to IV mean nothing else.
_ROMAN = re.compile(r"\b(?:d ?(ii|iii|iv)|(?:dig|digit|digitus)(?: manus| pedis)? ?(i|v)|(ii|iii|iv))\b")
_LATIN = re.compile(r"\b(lateral|medial|dorsal|palmar|plantar|volar|radial|ulnar|distal|proximal|inguinal)(?:is|e)\b")
_ROMAN_DIGITS = {"i": "d1", "ii": "d2", "iii": "d3", "iv": "d4", "v": "d5"}
_LETTERS_AND_NUMBER = re.compile(r"([^\W\d]+)(\d+)")
_SHORTEST_MISSPELT = 4
_MOST_WORDS = 12  # more than any site has: something else was pasted


@dataclass(frozen=True, slots=True)
class SitePart:
    """What a query can name of one part of a site's code.

    Attributes:
        code: The part of the code, such as ``thumb``.
        names: Words of its name, folded.
        others: Other words for it, folded.
        expected: Whether a full query would name it; nobody need say hand for a thumb.
    """

    code: str
    names: tuple[str, ...]
    others: tuple[str, ...]
    expected: bool = True


@dataclass(frozen=True, slots=True)
class SiteMatch:
    """A site that a query can mean.

    Attributes:
        code: The site.
        side: The side that the query names, which the site has; None when it names none.
        matched: The parts of the code that the query names, in the order of the code.
    """

    code: str
    side: Side | None
    matched: tuple[str, ...]


_Hits = dict[int, dict[int, int]]
"""By place of a site in the list: the parts that a typed word fits, each with what it costs."""


class SiteSearch:
    """An index over the words of every site; it is built once and only read."""

    def __init__(self, sites: Iterable[tuple[str, tuple[Side, ...], tuple[SitePart, ...]]]) -> None:
        self._sites = tuple(sites)
        self._postings = _index(parts for _, _, parts in self._sites)
        self._vocabulary = sorted(self._postings)

    def find(self, query: str, limit: int) -> tuple[SiteMatch, ...]:
        """Return at most `limit` sites that fit every word of the query, best first.

        First come the sites of which the query leaves the least unsaid, then those whose words it has whole, then
        the more general, then those left vague in the finer part only, then the order of the list.
        """
        for side, tokens in _readings(list(self._tokens(query))):
            found = self._fitting(side, tokens, limit)
            if found:
                return found
        return ()

    def _tokens(self, query: str) -> Iterator[str]:
        """Yield the words of the query that say something; those written as one ("LD2", "mcp2") apart."""
        plain = _LATIN.sub(r"\1", _NUMBERED.sub(r"\1\2", fold(query)))
        plain = _ROMAN.sub(lambda found: _ROMAN_DIGITS[found[1] or found[2] or found[3]], plain)
        typed = [word for word in _TOKEN.findall(plain) if word not in _SAYS_NOTHING]
        for number, word in enumerate(typed, start=1):
            if word in _JOINS and number < len(typed):
                continue
            glued = _SIDE_AND_DIGIT.fullmatch(word) or (
                None if self._begun_by(word) else _LETTERS_AND_NUMBER.fullmatch(word)
            )
            yield from glued.groups() if glued else (word,)

    def _fitting(self, side: Side | None, tokens: Sequence[str], limit: int) -> tuple[SiteMatch, ...]:
        if not 0 < len(tokens) <= _MOST_WORDS:
            return ()
        known = {token: self._hits(token) for token in set(tokens)}
        hits = [known[token] for token in tokens]
        places = set(hits[0]).intersection(*hits[1:])
        ranked = (
            self._ranked(place, tokens, [hit[place] for hit in hits])
            for place in places
            if side is None or side in self._sites[place][1]
        )
        return tuple(SiteMatch(self._sites[place][0], side, matched) for _, place, matched in nsmallest(limit, ranked))

    def _ranked(
        self, place: int, tokens: Sequence[str], fits: Sequence[dict[int, int]]
    ) -> tuple[tuple[int, int, int, tuple[int, ...]], int, tuple[str, ...]]:
        """Give each typed word the part it fits best, of two such the one that no other word names; judge the whole."""
        parts = self._sites[place][2]
        named: set[int] = set()
        said: set[tuple[str, int]] = set()
        cost = 0
        for token, fit in zip(tokens, fits, strict=True):
            number = min(fit, key=lambda n: (fit[n], n in named, n))
            cost += fit[number] + (_REPEATED if (token, number) in said else 0)
            named.add(number)
            said.add((token, number))
        expected = [number for number, part in enumerate(parts) if part.expected]
        unsaid = tuple(-number for number in expected if number not in named)
        return (len(unsaid), cost, len(expected), unsaid), place, tuple(parts[n].code for n in sorted(named))

    def _hits(self, token: str) -> _Hits:
        words: Sequence[str] = self._begun_by(token)
        misspelt = not words and len(token) >= _SHORTEST_MISSPELT and token.isalpha()
        if misspelt:
            words = [word for word in self._vocabulary if _begins_nearly(word, token)]
        hits: _Hits = {}
        for word in words:
            for place, number, begun in self._postings[word]:
                cost = _MISSPELT if misspelt else begun if word != token else 0
                fit = hits.setdefault(place, {})
                fit[number] = min(fit.get(number, cost), cost)
        return hits

    def _begun_by(self, token: str) -> Sequence[str]:
        first = bisect_left(self._vocabulary, token)
        past = bisect_left(self._vocabulary, token + "\U0010ffff")
        return self._vocabulary[first:past]


def _index(sites: Iterable[tuple[SitePart, ...]]) -> dict[str, list[tuple[int, int, int]]]:
    """By word: the places of the sites that have it, each with the number of the part and what its beginning costs."""
    postings: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for place, parts in enumerate(sites):
        for number, part in enumerate(parts):
            for word in part.names:
                postings[word].append((place, number, _BEGINS_NAME))
            for word in part.others:
                postings[word].append((place, number, _BEGINS_OTHER))
    return dict(postings)


def _readings(tokens: list[str]) -> Iterator[tuple[Side | None, list[str]]]:
    """Yield what the words can mean, side and rest, the likelier reading first."""
    for word in tokens:
        if word in _SIDE_WORDS:
            side = _SIDE_WORDS[word]
            yield side, [token for token in tokens if _SIDE_WORDS.get(token) is not side]
            return
    for letters in (("l", "r"), ("mid",)):
        place = next((n for n, word in enumerate(tokens) if word in letters), None)
        if place is not None:
            yield _MAYBE_SIDE[tokens[place]], tokens[:place] + tokens[place + 1 :]
    yield None, tokens
    for place, word in enumerate(tokens):
        if word in _LASTLY_SIDE:
            yield _LASTLY_SIDE[word], tokens[:place] + tokens[place + 1 :]


def _begins_nearly(word: str, token: str) -> bool:
    """Say whether the word, whole or begun, is the token but for one letter left out, added, wrong or swapped."""
    lengths = range(len(token) - 1, len(token) + 2)
    return any(_one_edit(word[:length], token) for length in lengths if length <= len(word))


def _one_edit(one: str, other: str) -> bool:
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]
