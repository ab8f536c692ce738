"""From parsed JSON to the shapes of the content; whatever does not fit is refused with its place."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from calcitrack.guidance import content_schema

Shape = TypeVar("Shape")


class ContentError(ValueError):
    """The content is not what its shapes say: a fault of the program, found by its tests."""


def read(shape: type[Shape], raw: Any, place: str) -> Shape:
    """Make one record.

    Args:
        shape: A dataclass of `content_schema`.
        raw: What the file holds.
        place: For the message, e.g. `studies[3]`.

    Raises:
        ContentError: A field is missing, unknown or of another kind.
    """
    key: Any = shape  # to mypy a type of any shape is not hashable
    hints, optional = _fields(key), _optional(key)
    if not isinstance(raw, dict) or set(raw) - set(hints):
        raise ContentError(f"{place}: not a {shape.__name__}, or with unknown fields: {raw!r:.80}")
    missing = [name for name in hints if name not in raw and name not in optional]
    if missing:
        raise ContentError(f"{place}: missing {missing}")
    return shape(**{name: _value(hints[name], value, f"{place}.{name}") for name, value in raw.items()})


def parse_lines(text: str) -> tuple[int, ...]:
    """Every line of a text like "12-15, 18", in ascending order and once each."""
    found: set[int] = set()
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, _, last = part.partition("-")
        if int(last or first) < int(first):
            raise ContentError(f"lines run backwards: {text}")
        found.update(range(int(first), int(last or first) + 1))
    return tuple(sorted(found))


def written_lines(lines: Sequence[int]) -> str:
    """Lines in short, as `parse_lines` reads them, with the dash of print: "12–15, 18"."""
    parts: list[list[int]] = []
    for line in lines:
        if parts and line == parts[-1][-1] + 1:
            parts[-1].append(line)
        else:
            parts.append([line])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)


@cache
def _fields(shape: type[Any]) -> dict[str, Any]:
    return get_type_hints(shape, vars(content_schema))


@cache
def _optional(shape: type[Any]) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(shape) if field.default is not dataclasses.MISSING)


def _value(kind: Any, value: Any, place: str) -> Any:
    if place.endswith("lines") and isinstance(value, str):
        return parse_lines(value)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), value, place)
    if origin is tuple and isinstance(value, list):
        return tuple(_value(get_args(kind)[0], item, f"{place}[{i}]") for i, item in enumerate(value))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return read(kind, value, place)
    # A bool is an int to Python, and an int is good enough for a float; nothing else passes for another kind.
    if type(value) is kind or (kind is float and type(value) is int):
        return value
    raise ContentError(f"{place}: {value!r:.60} is no {kind}")


def _one_of(kinds: tuple[Any, ...], value: Any, place: str) -> Any:
    if value is None and types.NoneType in kinds:
        return None
    for kind in kinds:
        if kind is types.NoneType:
            continue
        if type(value) is (get_origin(kind) or kind) or isinstance(value, dict | list) or len(kinds) == 2:
            return _value(kind, value, place)
    raise ContentError(f"{place}: {value!r:.60} is none of {kinds}")
