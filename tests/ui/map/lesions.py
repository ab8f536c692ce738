"""Lesions for the map."""

from __future__ import annotations

from typing import Any

from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Side, Subtype
from calcitrack.ui.map.marks import MapMark

SITES = SiteList.load()
LEFT, RIGHT, MIDDLE = Side.LEFT, Side.RIGHT, Side.MIDLINE


def a_mark(
    number: int, site: str, side: Side = LEFT, subtype: Subtype | None = Subtype.STONE, **fields: Any
) -> MapMark:
    """One lesion on the map; its id is its number, and ``more`` are the other sites of a sheet."""
    places = ((site, side), *((code, side) for code in fields.pop("more", ())))
    return MapMark(number, number, SITES.covered(site, side)[1], places, subtype, **fields)
