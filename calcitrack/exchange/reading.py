"""Reads JSON step by step, collecting every fault with its path instead of stopping at the first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from calcitrack.domain.dates import DateRefused, PartialDate
from calcitrack.domain.errors import Fault, FileRefused
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

MOST_FAULTS = 50
MISSING = object()

LARGEST_NUMBER = 1e15
"""Beyond it a number is no longer exact in every program that reads the file."""


def load_json(content: bytes) -> Any:
    """The JSON value of a file.

    Raises:
        FileRefused: Not UTF-8, not JSON, a key twice in one object, or a number that JSON does not know.
    """
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("exchange", "This is not a readable record file (JSON). Nothing was imported.")),
            say(QT_TRANSLATE_NOOP("exchange", "Check that it is the right file and that it arrived whole.")),
        ) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


class Reader:
    """Takes values out of JSON and remembers what was wrong with them.

    Each method gives a value that can be worked with even when the input was wrong; ``faults`` decides at the end.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def refuse(self, path: str, code: str, marked: Marked, **args: object) -> None:
        """Remember a fault."""
        self.add((Fault(path, code, say(marked, **args)),))

    def add(self, faults: Iterable[Fault]) -> None:
        """Remember faults, up to as many as anybody would read."""
        self.faults += list(faults)[: MOST_FAULTS - len(self.faults)]

    def keys(self, value: Any, path: str, names: Iterable[str]) -> dict[str, Any]:
        """An object with exactly these keys; a missing one reads as ``MISSING`` and is refused once."""
        wanted = tuple(names)
        if not isinstance(value, dict):
            self.refuse(path, "type", QT_TRANSLATE_NOOP("exchange", "An object is expected here."))
            return dict.fromkeys(wanted, MISSING)
        for name in wanted:
            if name not in value:
                self.refuse(f"{path}.{name}", "missing", QT_TRANSLATE_NOOP("exchange", "This key is missing."))
        for name in value:
            if name not in wanted:
                self.refuse(f"{path}.{shown(name)}", "unknown", QT_TRANSLATE_NOOP("exchange", "This key is not known."))
        return {name: value.get(name, MISSING) for name in wanted}

    def items(self, value: Any, path: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
        """A list, each item read with its path."""
        if value is MISSING:
            return ()
        if not isinstance(value, list):
            self.refuse(path, "type", QT_TRANSLATE_NOOP("exchange", "A list is expected here."))
            return ()
        return tuple(read(item, f"{path}[{n}]") for n, item in enumerate(value))

    def text(self, value: Any, path: str, *, needed: bool = False) -> str:
        """A text."""
        if isinstance(value, str):
            if needed and not value.strip():
                self.refuse(path, "empty", QT_TRANSLATE_NOOP("exchange", "This may not be empty."))
            if "\x00" in value or not _is_unicode(value):
                self.refuse(path, "text", QT_TRANSLATE_NOOP("exchange", "This text holds a broken character."))
                return ""
            return value
        if value is not MISSING:
            self.refuse(path, "type", QT_TRANSLATE_NOOP("exchange", "A text is expected here."))
        return ""

    def maybe_text(self, value: Any, path: str, *, needed: bool = False) -> str | None:
        """A text or null; ``needed`` refuses an empty one."""
        return None if value is None else self.text(value, path, needed=needed)

    def word(self, value: Any, path: str, words: type[E], default: E) -> E:
        """One of the words of a vocabulary."""
        if value is MISSING:
            return default
        try:
            if isinstance(value, str):
                return words(value)
        except ValueError:
            pass
        self.refuse(
            path,
            "word",
            QT_TRANSLATE_NOOP("exchange", "“{value}” is not one of: {words}."),
            value=shown(value),
            words=", ".join(word.value for word in words),
        )
        return default

    def maybe_word(self, value: Any, path: str, words: type[E]) -> E | None:
        """One of the words of a vocabulary, or null."""
        if value is None or value is MISSING:
            return None
        return self.word(value, path, words, next(iter(words)))

    def yes_no(self, value: Any, path: str) -> bool | None:
        """True, false, or null for not recorded."""
        if isinstance(value, bool):
            return value
        if value is None or value is MISSING:
            return None
        self.refuse(path, "type", QT_TRANSLATE_NOOP("exchange", "True, false or null is expected here."))
        return None

    def flag(self, value: Any, path: str) -> bool:
        """True or false."""
        if value is None:
            self.refuse(path, "type", QT_TRANSLATE_NOOP("exchange", "True or false is expected here."))
        return bool(self.yes_no(value, path))

    def whole(self, value: Any, path: str, least: int = 1) -> int:
        """A whole number."""
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= 1_000_000:
            return value
        if value is not MISSING:
            self.refuse(
                path, "number", QT_TRANSLATE_NOOP("exchange", "A whole number from {least} is expected."), least=least
            )
        return least

    def maybe_whole(self, value: Any, path: str, least: int = 1) -> int | None:
        """A whole number or null."""
        return None if value is None or value is MISSING else self.whole(value, path, least)

    def number(self, value: Any, path: str) -> float:
        """A number, no larger than can be exact."""
        # A whole number may be too large even to be asked whether it is finite.
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER:
            return value
        if value is not MISSING:
            self.refuse(path, "number", QT_TRANSLATE_NOOP("exchange", "A number is expected here."))
        return 0

    def scalar(self, value: Any, path: str) -> int | float | str | None:
        """A number, a text or null."""
        if value is None or value is MISSING:
            return None
        return self.text(value, path) if isinstance(value, str) else self.number(value, path)

    def tenths(self, value: Any, path: str) -> int:
        """Millimetres to one decimal, as tenths."""
        if value is MISSING:
            return 1
        millimetres = self.number(value, path)
        tenths = round(millimetres * 10)
        if abs(tenths - millimetres * 10) > 1e-6 * max(1.0, abs(millimetres)):
            self.refuse(path, "decimals", QT_TRANSLATE_NOOP("exchange", "Millimetres have at most one decimal."))
        return tenths

    def maybe_tenths(self, value: Any, path: str) -> int | None:
        """Millimetres to one decimal, or null."""
        return None if value is None or value is MISSING else self.tenths(value, path)

    def day(self, value: Any, path: str) -> date:
        """A whole date, written YYYY-MM-DD."""
        found = self._partial(value, path)
        if found is not None and len(found.text) == len("2026-11-22"):
            return found.earliest
        if found is not None:
            self.refuse(path, "date", QT_TRANSLATE_NOOP("exchange", "A day is expected, written YYYY-MM-DD."))
        return date.min

    def maybe_day(self, value: Any, path: str) -> date | None:
        """A whole date, or null."""
        return None if value is None or value is MISSING else self.day(value, path)

    def partial(self, value: Any, path: str) -> PartialDate:
        """A year, a month or a day."""
        return self._partial(value, path) or PartialDate("1900")

    def maybe_partial(self, value: Any, path: str) -> PartialDate | None:
        """A year, a month or a day, or null."""
        return None if value is None or value is MISSING else self._partial(value, path)

    def _partial(self, value: Any, path: str) -> PartialDate | None:
        if value is MISSING:
            return None
        try:
            if isinstance(value, str):
                return PartialDate(value)
        except DateRefused:
            pass
        self.refuse(
            path, "date", QT_TRANSLATE_NOOP("exchange", "“{value}” is not a date that exists."), value=shown(value)
        )
        return None


def shown(value: Any) -> str:
    """A wrong value as it stands in the file and can be shown: no half characters, no pages of text."""
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = told[:41].encode("utf-8", "replace").decode()
    return text if len(text) <= 40 else text[:39] + "…"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
