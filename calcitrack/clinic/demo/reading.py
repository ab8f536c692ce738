"""Reads the stories of the demonstration clinic from resources/demo. An unknown word is an error, never skipped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from calcitrack.clinic.demo.story import (
    AddendumStory,
    AskedFor,
    DraftPlan,
    LesionStory,
    Moment,
    Pace,
    Story,
    Told,
    TrialStory,
    VisitPlan,
)
from calcitrack.domain.vocabulary import (
    AddendumKind,
    AllergyStatus,
    AntibodyResult,
    Disease,
    DominantHand,
    Form,
    Layer,
    Method,
    OrderKind,
    PatientStatus,
    Sex,
    Side,
    Subtype,
)
from calcitrack.paths import resource

_FILES = ("scleroderma.json", "myositis.json", "others.json")
_SIDES = {"L": Side.LEFT, "R": Side.RIGHT, "M": Side.MIDLINE}
_MOMENT = re.compile(r"(\d+)([+-]\d+)?")


def stories() -> tuple[Story, ...]:
    """Every story, in the order of the record numbers."""
    found = {mrn: told for name in _FILES for mrn, told in bundled(name).items()}
    return tuple(_story(mrn, found[mrn]) for mrn in sorted(found))


def bundled(name: str) -> dict[str, Any]:
    """The content of a file of resources/demo."""
    content: dict[str, Any] = json.loads(resource("demo", name).read_text(encoding="utf-8"))
    return content


def _story(mrn: str, told: Mapping[str, Any]) -> Story:
    fields = {_FIELDS.get(key, key): _READERS.get(key, _as_it_is)(value) for key, value in told.items()}
    family_name, given_name = fields.pop("name")
    return Story(mrn=mrn, family_name=family_name, given_name=given_name, **fields)


def lesion_story(text: str) -> LesionStory:
    """Read a lesion: "R hand.thumb.distal.volar 8x6 stone slow index"."""
    side, site, size, *words = text.split()
    fields: dict[str, Any] = {}
    for word in words:
        fields |= _said(word)
    return LesionStory(_SIDES[side], site, tuple(float(mm) for mm in size.split("x")), **fields)


def _said(word: str) -> dict[str, Any]:
    key, _, value = word.partition("=")
    if value:
        return _KEYED[key](value)
    if key in _FLAGS:
        return dict(_FLAGS[key])
    for name, words in (("pace", Pace), ("subtype", Subtype), ("layer", Layer)):
        if key in set(words):
            return {name: words(key)}
    raise KeyError(word)


_FLAGS: Mapping[str, Mapping[str, Any]] = {"index": {"index": True}, "hidden": {"visible": False}, "sore": {"pain": 3}}
_KEYED: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "by": lambda value: {"method": Method(value)},
    "also": lambda value: {"also": Method(value)},
    "then": lambda value: {"then": _then(value)},
    "film": lambda value: {"film": Subtype(value)},
    "from": lambda value: {"first_visit": int(value)},
    "cluster": lambda value: {"form": Form.CLUSTER, "count": int(value)},
    "sheet": lambda value: {"form": Form.SHEET, "extent_sites": tuple(value.split("+"))},
    "exoskeleton": lambda value: {"form": Form.EXOSKELETON, "extent_sites": tuple(value.split("+"))},
}


def _then(value: str) -> tuple[Method, int]:
    method, visit = value.split("@")
    return Method(method), int(visit)


def _trial(told: Mapping[str, Any]) -> TrialStory:
    return TrialStory(
        drug=told["drug"],
        dose=told["dose"],
        route=told["route"],
        start=_moment(told["from"]),
        stop=_moment(told["to"]) if "to" in told else None,
        why=told.get("why"),
        effect=told.get("effect", 0.0),
        ill=tuple((effect, severity, _moment(when)) for effect, severity, when in told.get("ill", ())),
        steps=tuple((_moment(when), dose, amount, unit) for when, dose, amount, unit in told.get("steps", ())),
        on=tuple(told["on"]) if "on" in told else None,
    )


def _moment(text: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return Moment(int(match[1]), int(match[2] or 0))


def _happens(told: Mapping[str, str]) -> dict[int, dict[int, tuple[Told, ...]]]:
    return {int(visit): dict(_of_lesion(part) for part in text.split(";")) for visit, text in told.items()}


def _of_lesion(part: str) -> tuple[int, tuple[Told, ...]]:
    number, *words = part.split()
    return int(number), tuple(_told(word) for word in words)


def _told(word: str) -> Told:
    incident, _, to = word.partition("=")
    return Told(incident, tuple(int(number) for number in to.split("+")) if to else ())


def _orders(told: Mapping[str, str]) -> dict[int, tuple[AskedFor, ...]]:
    return {int(visit): tuple(_asked_for(word) for word in text.split()) for visit, text in told.items()}


def _asked_for(word: str) -> AskedFor:
    return AskedFor(OrderKind(word.rstrip("!").replace("-", " ")), stays_open=word.endswith("!"))


def _addenda(told: Mapping[str, list[str]]) -> dict[int, AddendumStory]:
    return {int(visit): AddendumStory(AddendumKind(kind), reason, text) for visit, (kind, reason, text) in told.items()}


def _allergies(told: str | list[str]) -> tuple[AllergyStatus, tuple[str, ...]]:
    return (AllergyStatus.KNOWN, tuple(told)) if isinstance(told, list) else (AllergyStatus(told), ())


def _as_it_is(value: Any) -> Any:
    return value


_FIELDS = {"disease": "diseases"}
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "sex": Sex,
    "hand": lambda told: DominantHand(told) if told else None,
    "disease": lambda told: tuple(Disease(word) for word in told),
    "antibodies": lambda told: {name: AntibodyResult(result) for name, result in told.items()},
    "yes": lambda told: frozenset(told.split()),
    "unknown": lambda told: frozenset(told.split()),
    "allergies": _allergies,
    "visits": lambda told: VisitPlan(**told) if told else None,
    "draft": lambda told: DraftPlan(**told),
    "lesions": lambda told: tuple(lesion_story(text) for text in told),
    "trials": lambda told: tuple(_trial(one) for one in told),
    "happens": _happens,
    "orders": _orders,
    "notes": lambda told: {int(visit): text for visit, text in told.items()},
    "addenda": _addenda,
    "active": frozenset,
    "status": lambda told: (PatientStatus(told[0]), told[1]),
}
