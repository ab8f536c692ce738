"""Damages files as a disk, an editor or somebody with bad intent would."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

TOKENS = [
    *(b"null", b"true", b"-1", b"0", b"1e999", b"NaN", b"Infinity", b"-Infinity", b'""', b"[]", b"{}", b"\xff\xfe"),
    *(b'"\\ud800"', b"[" * 2000, b'{"a":' * 300, b"9" * 5000, b'"\\u0000"', b"\xef\xbb\xbf", b"'", b"//", b"\x00" * 64),
]
"""What parsers stumble over."""

ODD: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**400, 0.05, 1e308, float("inf"), float("nan")),
    *("", " ", "x", "\x00", "\ud800", "é" * 3, "0" * 64, "zz", "1968-02-31", "9999-12-31T23:59:59+00:00", "0001-01-01"),
    *([], {}, [[]], {"x": 1}, [None], ["x"] * 50),
]
"""Values that a careless program or an attacker would write."""


def mutated_bytes(content: bytes, numbers: random.Random) -> bytes:
    """The bytes with one to four changes."""
    for _ in range(numbers.choice((1, 1, 2, 4))):
        content = numbers.choice(_WAYS)(content, numbers)
    return content


def mutated_json(value: Any, numbers: random.Random) -> Any:
    """The value with one to three of its parts replaced, removed or doubled."""
    changed = copy.deepcopy(value)
    for _ in range(numbers.choice((1, 1, 2, 3))):
        holder = _some_holder(changed, numbers)
        if holder is None:
            return copy.deepcopy(numbers.choice(ODD))
        key = numbers.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        match numbers.randrange(6):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[key]))
            case 1:
                holder[numbers.choice(["x", "", *holder])] = copy.deepcopy(holder[key])
            case _:
                holder[key] = copy.deepcopy(numbers.choice(ODD))
    return changed


def as_file(value: Any) -> bytes:
    """JSON as a program would write it that does not look."""
    return json.dumps(value).encode()


def _some_holder(value: Any, numbers: random.Random) -> Any:
    """A list or object that is not empty, anywhere in the value; None where there is none."""
    found = value if isinstance(value, (dict, list)) and value else None
    while found is not None:
        inner = [one for one in (found.values() if isinstance(found, dict) else found) if isinstance(one, (dict, list))]
        inner = [one for one in inner if one]
        if not inner or numbers.random() < 0.25:
            return found
        found = numbers.choice(inner)
    return None


def _flip(content: bytes, numbers: random.Random) -> bytes:
    if not content:
        return b"\x01"
    changed = bytearray(content)
    changed[numbers.randrange(len(changed))] ^= 1 << numbers.randrange(8)
    return bytes(changed)


def _overwrite(content: bytes, numbers: random.Random) -> bytes:
    start, length = _slice(content, numbers)
    return content[:start] + numbers.randbytes(length) + content[start + length :]


def _cut(content: bytes, numbers: random.Random) -> bytes:
    return content[: numbers.randint(0, len(content))]


def _remove(content: bytes, numbers: random.Random) -> bytes:
    start, length = _slice(content, numbers)
    return content[:start] + content[start + length :]


def _double(content: bytes, numbers: random.Random) -> bytes:
    start, length = _slice(content, numbers)
    return content[: start + length] + content[start:]


def _insert(content: bytes, numbers: random.Random) -> bytes:
    start = numbers.randint(0, len(content))
    return content[:start] + numbers.choice(TOKENS) + content[start:]


def _slice(content: bytes, numbers: random.Random) -> tuple[int, int]:
    start = numbers.randint(0, len(content))
    return start, numbers.randint(0, min(64, len(content) - start))


_WAYS: list[Callable[[bytes, random.Random], bytes]] = [_flip, _flip, _overwrite, _cut, _remove, _double, _insert]
