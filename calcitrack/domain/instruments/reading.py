"""Reads a definition file and refuses what cannot be scored. `docs/instruments.md` tells how such a file is written."""

from __future__ import annotations

import json
import math
import re
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from calcitrack.domain.errors import Fault, InvalidInput
from calcitrack.domain.instruments.definition import WEIGHTED, Definition, Direction, Item, Option, Reporter, Rule
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say

SCHEMA = 1
MOST_ITEMS, MOST_OPTIONS, MOST_TEXT, MOST_FILE = 200, 30, 2000, 500_000
_KEYS = {"schema", "id", "version", "name", "label", "answered_by", "recall", "direction", "range", "source", "licence",
         "scoring", "items"}  # fmt: skip
_ITEM_KEYS = {"id", "question", "range", "decimals", "anchors", "weight", "options", "group"}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_ITEM_NAME = re.compile(r"[A-Za-z0-9_]{0,32}")

_NO_JSON = QT_TRANSLATE_NOOP("instruments", "The file is no definition: it cannot be read as JSON.")
_SCHEMA = QT_TRANSLATE_NOOP("instruments", "The file must say schema 1.")
_OBJECT = QT_TRANSLATE_NOOP("instruments", "Named values are expected here.")
_UNKNOWN = QT_TRANSLATE_NOOP("instruments", "The key “{key}” is not known.")
_MISSING = QT_TRANSLATE_NOOP("instruments", "The key “{key}” is missing.")
_TEXT = QT_TRANSLATE_NOOP("instruments", "A text of 1 to 2000 characters is expected here.")
_NAMED = QT_TRANSLATE_NOOP("instruments", "A name of small letters, digits and underscores is expected here.")
_WORD = QT_TRANSLATE_NOOP("instruments", "One of these is expected here: {words}.")
_RANGE = QT_TRANSLATE_NOOP("instruments", "Two numbers are expected here, the smaller one first.")
_NUMBER = QT_TRANSLATE_NOOP("instruments", "A number is expected here.")
_DECIMALS = QT_TRANSLATE_NOOP("instruments", "0, 1 or 2 is expected here.")
_LIST = QT_TRANSLATE_NOOP("instruments", "A list is expected here, of at most {most}.")
_ANCHORS = QT_TRANSLATE_NOOP("instruments", "Two texts are expected here: the meaning of the lowest and the highest.")
_TWICE = QT_TRANSLATE_NOOP("instruments", "“{name}” stands here twice.")
_COUNTING = QT_TRANSLATE_NOOP("instruments", "At least two answers must be numbers that count.")
_RULE_ITEMS = QT_TRANSLATE_NOOP("instruments", "The rule “single” is for exactly one item.")
_GROUPS = QT_TRANSLATE_NOOP(
    "instruments", "Each item of the rule “sum_of_products” names its “group”; items of other rules name none."
)
_LEAST = QT_TRANSLATE_NOOP("instruments", "“least_answered” goes with the rule “mean” only, from 1 to all items.")
_NO_ITEMS = QT_TRANSLATE_NOOP("instruments", "Items, range, scoring and version are filled in together, or none is.")
_REACH = QT_TRANSLATE_NOOP("instruments", "The answers can score {low} to {high}, which is not within the range.")
_TOO_LONG = QT_TRANSLATE_NOOP("instruments", "The file is longer than any definition.")

Word = TypeVar("Word", bound=StrEnum)


def read_definition(text: str) -> Definition:
    """Read one definition.

    Raises:
        InvalidInput: It breaks a rule; the fault tells which, and where.
    """
    if len(text) > MOST_FILE:
        _refuse("", _TOO_LONG)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        _refuse("", _NO_JSON)
    found = _object(found, "file", _KEYS, _KEYS)
    if found["schema"] != SCHEMA or isinstance(found["schema"], bool):
        _refuse("schema", _SCHEMA)
    items = tuple(_item(v, f"items[{n}]") for n, v in enumerate(_list(found["items"], "items", MOST_ITEMS)))
    _refuse_twins([item.id for item in items], "items")
    filled = [bool(items), found["range"] is not None, found["scoring"] is not None, found["version"] != ""]
    if any(filled) != all(filled):
        _refuse("items", _NO_ITEMS)
    low, high = _range(found["range"], "range") if items else (0.0, 0.0)
    rule, least = _scoring(found["scoring"], items) if items else (None, None)
    made = Definition(
        id=_name(found["id"], "id"),
        version=_text(found["version"], "version") if items else "",
        name=_text(found["name"], "name"),
        label=_text(found["label"], "label"),
        answered_by=_word(found["answered_by"], "answered_by", Reporter),
        recall=_text(found["recall"], "recall"),
        direction=_word(found["direction"], "direction", Direction),
        low=low,
        high=high,
        rule=rule,
        source=_text(found["source"], "source"),
        licence=_text(found["licence"], "licence"),
        items=items,
        least_answered=least,
    )
    _refuse_reach(made)
    return made


def _item(value: Any, path: str) -> Item:
    found = _object(value, path, _ITEM_KEYS, {"id", "question"})
    if not isinstance(found["id"], str) or not _ITEM_NAME.fullmatch(found["id"]):
        _refuse(f"{path}.id", _NAMED)
    question = _text(found["question"], f"{path}.question")
    weight = _number(found.get("weight", 1), f"{path}.weight")
    group = found.get("group", "")
    if not isinstance(group, str) or not _ITEM_NAME.fullmatch(group):
        _refuse(f"{path}.group", _NAMED)
    if "options" in found:
        options = _options(found["options"], f"{path}.options")
        return Item(found["id"], question, weight=weight, options=options, group=group)
    low, high = _range(found.get("range"), f"{path}.range")
    decimals = found.get("decimals", 0)
    if isinstance(decimals, bool) or decimals not in (0, 1, 2):
        _refuse(f"{path}.decimals", _DECIMALS)
    anchors = found.get("anchors")
    if not isinstance(anchors, list) or len(anchors) != 2:
        _refuse(f"{path}.anchors", _ANCHORS)
    lowest, highest = (_text(anchor, f"{path}.anchors") for anchor in anchors)
    return Item(found["id"], question, low, high, int(decimals), (lowest, highest), weight, group=group)


def _options(value: Any, path: str) -> tuple[Option, ...]:
    made = []
    for n, one in enumerate(_list(value, path, MOST_OPTIONS)):
        found = _object(one, f"{path}[{n}]", {"value", "text", "counts"}, {"value", "text"})
        answer = found["value"]
        answer = _text(answer, path) if isinstance(answer, str) else _plain(answer, f"{path}[{n}].value")
        counts = found.get("counts", True) is True and not isinstance(answer, str)
        made.append(Option(answer, _text(found["text"], f"{path}[{n}].text"), counts))
    _refuse_twins([str(option.value) for option in made], path)
    if sum(option.counts for option in made) < 2:
        _refuse(path, _COUNTING)
    return tuple(made)


def _scoring(value: Any, items: tuple[Item, ...]) -> tuple[Rule, int | None]:
    found = _object(value, "scoring", {"rule", "least_answered"}, {"rule"})
    rule, least = _word(found["rule"], "scoring.rule", Rule), found.get("least_answered")
    if rule is Rule.SINGLE and len(items) != 1:
        _refuse("scoring.rule", _RULE_ITEMS)
    if any(bool(item.group) != (rule is Rule.SUM_OF_PRODUCTS) for item in items):
        _refuse("items", _GROUPS)
    if least is None:
        return rule, None
    whole = isinstance(least, int) and not isinstance(least, bool)
    if rule is not Rule.MEAN or not whole or not 1 <= least <= len(items):
        _refuse("scoring.least_answered", _LEAST)
    return rule, int(least)


def _refuse_reach(made: Definition) -> None:
    """A slip in a weight or a range shows here: the answers would leave the range of the score."""
    if not made.items:
        return
    low, high = _reach(made)
    if low < made.low - 1e-9 or high > made.high + 1e-9:
        _refuse("range", _REACH, low=_neat(low), high=_neat(high))


def _reach(made: Definition) -> tuple[float, float]:
    """The least and the most that the answers can score."""
    used = made.items[:1] if made.rule in (Rule.SINGLE, Rule.FIRST) else made.items
    ends = [_weighted(item, made.rule) for item in used]
    if made.rule is Rule.MEAN:
        return min(low for low, _ in ends), max(high for _, high in ends)
    if made.rule is Rule.SUM_OF_PRODUCTS:
        ends = [_multiplied([end for item, end in zip(used, ends, strict=True) if item.group == group])
                for group in dict.fromkeys(item.group for item in used)]  # fmt: skip
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def _neat(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _weighted(item: Item, rule: Rule | None) -> tuple[float, float]:
    weight = item.weight if rule in WEIGHTED else 1.0
    low, high = sorted(end * weight for end in item.bounds())
    return low, high


def _multiplied(ends: list[tuple[float, float]]) -> tuple[float, float]:
    """Least and greatest product of one number out of each interval."""
    low, high = 1.0, 1.0
    for one in ends:
        corners = [a * b for a in (low, high) for b in one]
        low, high = min(corners), max(corners)
    return low, high


def _object(value: Any, path: str, known: set[str], needed: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        _refuse(path, _OBJECT)
    for key in value:
        if key not in known:
            _refuse(path, _UNKNOWN, key=key)
    for key in sorted(needed):
        if key not in value:
            _refuse(path, _MISSING, key=key)
    return dict(value)


def _list(value: Any, path: str, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        _refuse(path, _LIST, most=most)
    return list(value)


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_TEXT:
        _refuse(path, _TEXT)
    return str(value).strip()


def _name(value: Any, path: str) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        _refuse(path, _NAMED)
    return str(value)


def _word(value: Any, path: str, words: type[Word]) -> Word:
    if value not in [word.value for word in words]:
        _refuse(path, _WORD, words=", ".join(words))
    return words(value)


def _plain(value: Any, path: str) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > 1e6:
        _refuse(path, _NUMBER)
    return int(value) if isinstance(value, int) else float(value)


def _number(value: Any, path: str) -> float:
    return float(_plain(value, path))


def _range(value: Any, path: str) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        _refuse(path, _RANGE)
    low, high = (_number(end, path) for end in value)
    if low >= high:
        _refuse(path, _RANGE)
    return low, high


def _refuse_twins(names: list[str], path: str) -> None:
    for name in names:
        if names.count(name) > 1:
            _refuse(path, _TWICE, name=name)


def _refuse(path: str, why: Marked, **args: object) -> NoReturn:
    raise InvalidInput((Fault(path or "file", "definition", say(why, **args)),))
