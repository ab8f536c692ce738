"""Sizes of the demonstration clinic's lesions as readers and films give them: each with its reading error."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from calcitrack.clinic.demo.chance import Chance
from calcitrack.clinic.demo.story import LesionStory
from calcitrack.domain.lengths import LARGEST, largest_tenths
from calcitrack.domain.visit import Reading
from calcitrack.domain.vocabulary import Form, Method

FILM_READER = "Dr L. Ferreira"
BY_FILM = (Method.RADIOGRAPH, Method.CT)

_READING_ERROR = 0.04
"""Deviation of ln(length) between two readings of one lesion."""
_TO_HALF_MM = (Method.RULER, Method.PHOTOGRAPH)
_SHOWN: Mapping[Method, float] = {Method.RADIOGRAPH: 0.92, Method.ULTRASOUND: 0.95, Method.CT: 1.05}
"""How large a method shows what a ruler shows as 1. Made up, so that methods differ as they do."""
_SMALLEST = 10
_ASKED_ABOUT = 0.4
"""A change from which on the clinic measures again and says so."""


class Care(Enum):
    """How much is written down at a visit besides sizes."""

    FULL = auto()
    USUAL = auto()
    BRIEF = auto()


@dataclass(frozen=True, slots=True)
class Bedside:
    """The circumstances of one visit.

    Attributes:
        measured: How likely a lesion that is no index lesion is measured.
        second: Who reads some lesions again.
        film_on: Day of the film that is read at the visit; None without one.
    """

    visit: int
    day: date
    care: Care
    measured: float
    reader: str
    second: str
    film_on: date | None


class Sizes:
    """Reads one lesion visit by visit, and remembers the last size by each method."""

    def __init__(self, told: LesionStory, chance: Chance) -> None:
        self._told = told
        self._chance = chance
        self._last: dict[Method, Reading] = {}
        spread = told.form in (Form.SHEET, Form.EXOSKELETON)
        self._largest = LARGEST if spread else largest_tenths(told.site)

    def read(self, at: Bedside, factor: float) -> tuple[Reading, ...]:
        """Readings at a visit, that of the tracking method first; ``factor`` is that of the true area on the first."""
        told = self._told
        taken = [self._reading(at, told.method, at.reader, factor)]
        if told.index and told.method not in BY_FILM and self._chance.happens(0.2):
            taken.append(self._reading(at, told.method, at.second, factor))
        later = told.then[0] if told.then and at.visit >= told.then[1] else None
        for method in (told.also, later):
            if method and (method not in BY_FILM or at.film_on):
                taken.append(self._reading(at, method, at.reader, factor))
        return tuple(taken)

    def _reading(self, at: Bedside, method: Method, reader: str, factor: float) -> Reading:
        by_film = method in BY_FILM
        scale = math.sqrt(factor) * _SHOWN.get(method, 1.0) / _SHOWN.get(self._told.method, 1.0)
        sizes = [self._tenths(mm * scale, method) for mm in self._told.size]
        thick = sizes[2] if len(sizes) > 2 and method in (Method.ULTRASOUND, Method.CT) else None
        on = at.film_on if by_film and at.film_on else at.day
        who = FILM_READER if by_film else reader
        reading = Reading(max(sizes[:2]), min(sizes[:2]), method, on, who, thickness=thick)
        last = self._last.get(method)
        self._last[method] = reading
        return replace(reading, unlikely_reason="measured twice, same result") if _jumps(last, reading) else reading

    def _tenths(self, mm: float, method: Method) -> int:
        read = 10 * mm * math.exp(self._chance.normal(0, _READING_ERROR))
        step = 5 if method in _TO_HALF_MM else 1
        return max(_SMALLEST, min(self._largest, step * round(read / step)))


def _jumps(last: Reading | None, now: Reading) -> bool:
    if last is None or last.width is None or now.width is None:
        return False
    pairs = ((last.length, now.length), (last.width, now.width), (last.length * last.width, now.length * now.width))
    return any(abs(after - before) >= _ASKED_ABOUT * before for before, after in pairs)
