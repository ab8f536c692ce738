"""The site list: where on the body a lesion is, in the program's only words for it.

The list itself is data (`resources/sites.json`, which explains its own keys). This module reads it and joins the words;
`site_search` finds a site by what is typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from calcitrack.domain.folding import fold
from calcitrack.domain.site_search import SiteMatch, SitePart, SiteSearch
from calcitrack.domain.vocabulary import Side
from calcitrack.paths import resource

__all__ = ["Site", "SiteList", "SiteMatch"]

_SIDES = {
    "paired": (Side.LEFT, Side.RIGHT),
    "midline": (Side.MIDLINE,),
    "any": (Side.LEFT, Side.RIGHT, Side.MIDLINE),
}
_SIDE_WORDS = {Side.LEFT: "Left", Side.RIGHT: "Right", Side.MIDLINE: "Midline"}
_SHORT_SIDE_WORDS = {Side.LEFT: "L", Side.RIGHT: "R", Side.MIDLINE: "Mid"}
_WORD = re.compile(r"[^\W_]+")
_Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """One place of the list.

    Attributes:
        code: Path of parts, such as ``hand.thumb.distal.volar``; never renamed, for it enters signed visits.
        name: Full words without a side, such as "thumb, distal phalanx, volar".
        label: Short words without a side, such as "thumb, distal, volar".
        sides: The sides that a lesion here can have, at least one.
        largest_tenths: Longest that one deposit here could be, in tenths of a millimetre; a bound for typing errors.
        parts: What a query can name, one for each part of the code.
    """

    code: str
    name: str
    label: str
    sides: tuple[Side, ...]
    largest_tenths: int
    parts: tuple[SitePart, ...]


@dataclass(frozen=True, slots=True)
class SiteList:
    """Every site by its code, in the order of the pickers."""

    _sites: Mapping[str, Site]
    _positions: Mapping[str, int]
    _search: SiteSearch

    @staticmethod
    def load() -> SiteList:
        """Return the bundled list; it is read once and never changes while the program runs."""
        return _bundled()

    def get(self, code: str) -> Site:
        """Return the site of a code.

        Raises:
            KeyError: There is no such site.
        """
        return self._sites[code]

    def __contains__(self, code: object) -> bool:
        return code in self._sites

    def __iter__(self) -> Iterator[Site]:
        return iter(self._sites.values())

    def __len__(self) -> int:
        return len(self._sites)

    def position(self, code: str) -> int:
        """Return the place of a site in the order of the pickers, from 0.

        Raises:
            KeyError: There is no such site.
        """
        return self._positions[code]

    def sides(self, code: str) -> tuple[Side, ...]:
        """Return the sides that a lesion at the site can have.

        Raises:
            KeyError: There is no such site.
        """
        return self.get(code).sides

    def name(self, code: str, side: Side) -> str:
        """Write a site in full, such as "Left thumb, distal phalanx, volar".

        Raises:
            KeyError: There is no such site.
            ValueError: The site does not have this side.
        """
        site = self.get(code)
        return _with_side(site, side, site.name, _SIDE_WORDS)

    def label(self, code: str, side: Side) -> str:
        """Write a site in short, such as "L thumb, distal, volar".

        Raises:
            KeyError: There is no such site.
            ValueError: The site does not have this side.
        """
        site = self.get(code)
        return _with_side(site, side, site.label, _SHORT_SIDE_WORDS)

    def covered(self, code: str, side: Side) -> tuple[str, str]:
        """The short and the full words for a site that a sheet covers, which may have no such side as the sheet.

        Raises:
            KeyError: There is no such site.
        """
        site = self.get(code)
        if side in site.sides:
            return self.label(code, side), self.name(code, side)
        return _capital(site.label), _capital(site.name)

    @staticmethod
    def share_region(one: str, other: str) -> bool:
        """Whether two sites are the same, or one is a part of the other."""
        return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")

    def find(self, query: str, limit: int = 8) -> tuple[SiteMatch, ...]:
        """Return the sites that a typed query can mean, best first; empty when none has all its words.

        Args:
            query: Words in any order, whole, cut short or abbreviated, such as "rt th v" or "L D2 distal volar".
            limit: How many at most.
        """
        return self._search.find(query, limit)


@cache
def _bundled() -> SiteList:
    data = json.loads(resource("sites.json").read_text(encoding="utf-8"))
    sites = {site.code: site for site in _grown(data["sites"], data["templates"], None)}
    positions = {code: position for position, code in enumerate(sites)}
    return SiteList(
        MappingProxyType(sites),
        MappingProxyType(positions),
        SiteSearch((s.code, s.sides, s.parts) for s in sites.values()),
    )


def _grown(nodes: _Node, templates: _Node, above: Site | None) -> Iterator[Site]:
    """Yield the sites of a part of the tree, each before its finer parts."""
    for part, node in nodes.items():
        site = _first_site(part, node) if above is None else _finer_site(part, node, above)
        yield site
        finer = node.get("parts", {})
        yield from _grown(templates[finer] if isinstance(finer, str) else finer, templates, site)


def _first_site(part: str, node: _Node) -> Site:
    name, short = _names(part, node)
    largest = node["largest_mm"] * 10
    return Site(part, name, short, _SIDES[node["sides"]], largest, (_searchable(part, node),))


def _finer_site(part: str, node: _Node, above: Site) -> Site:
    name, short = _names(part, node)
    alone = node.get("alone", False)
    return Site(
        code=f"{above.code}.{part}",
        name=name if alone else f"{above.name}, {name}",
        label=short if alone else f"{above.label}, {short}",
        sides=_SIDES[node["sides"]] if "sides" in node else above.sides,
        largest_tenths=node["largest_mm"] * 10 if "largest_mm" in node else above.largest_tenths,
        parts=_parts_alone(part, node, above) if alone else (*above.parts, _searchable(part, node)),
    )


def _names(part: str, node: _Node) -> tuple[str, str]:
    name = node.get("name", part.replace("_", " "))
    return name, node.get("short", name)


def _parts_alone(part: str, node: _Node, above: Site) -> tuple[SitePart, ...]:
    """Join the parts of a site whose words stand alone.

    Nobody need say the parts above (hand, for the thumb), but for those that its own words repeat (spine, for the
    lumbar spine): these words stay theirs.
    """
    repeated = frozenset(_words(_names(part, node)[0])) & frozenset(_words(above.name))
    uppers = (replace(upper, expected=not repeated.isdisjoint(upper.names)) for upper in above.parts)
    return (*uppers, _searchable(part, node, repeated))


def _searchable(part: str, node: _Node, not_its_own: frozenset[str] = frozenset()) -> SitePart:
    name, short = _names(part, node)
    names = _words(f"{name} {short}")
    others = _words(f"{part} {node.get('words', '')}")
    return SitePart(
        code=part,
        names=tuple(word for word in names if word not in not_its_own),
        others=tuple(word for word in others if word not in not_its_own and word not in names),
    )


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(fold(text))))


def _with_side(site: Site, side: Side, words: str, side_words: Mapping[Side, str]) -> str:
    if side not in site.sides:
        raise ValueError(f"{site.code} has no side {side}")
    return _capital(words) if site.sides == (Side.MIDLINE,) else f"{side_words[side]} {words}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
