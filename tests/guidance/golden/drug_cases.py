"""Cases of therapies on record: tried, current, stopped, judged; the three and the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from calcitrack.domain.vocabulary import Layer, State
from tests.builders import a_reading, a_trial, an_assessment
from tests.guidance.golden.case import DAY, PAIN, QUIET, SILENT, ULCER, Case, lesion, quiet, record, visit

_START = date(2026, 3, 1)
_WORDS = {"response-words": "633-638: one set of definitions"}
_BEFORE = date(2026, 2, 20)


def _tried(name: str, judged: bool = True) -> dict[str, str]:
    response = {f"response.{name}": "633-638: a response is of a lesion"} if judged else {}
    return {f"tried.{name}": "260-263: several may be tried; it is on record", **response, **_WORDS}


def _stopped(name: str) -> dict[str, str]:
    return {f"stopped.{name}": "no line gives a rule for stopping (260-263 are on trying); the reason is shown"}


def _unjudged(name: str) -> dict[str, str]:
    return {f"response.{name}": "633-638: no lesion has a baseline and a later record"}


def _measured(length: int, on: date, **found: Any) -> Any:
    reading = a_reading(length, length, measured_on=on)
    return visit(an_assessment(1, State.MEASURED, **(QUIET | {"readings": (reading,)} | found)), on=on)


def _treated(*trials: Any, before: int = 100, after: int = 100) -> Any:
    """A lesion measured before and on the trials."""
    return record(_measured(before, _BEFORE), _measured(after, DAY), trials=trials)


def _on(therapy: str, number: int = 1, **fields: Any) -> Any:
    return a_trial(therapy, _START, **({"id": number} | fields))


_NO_BENEFIT = "260-263, 296-611: the others are named without an order; this one did not help"
_TOLD = "what is said of a therapy on record, with its cautions: "

CASES = (
    Case(
        "diltiazem, current, without a response",
        _treated(_on("diltiazem")),
        {**_tried("diltiazem.1"), "other-drugs.diltiazem.1": _NO_BENEFIT},
    ),
    Case("diltiazem, current, with a partial response", _treated(_on("diltiazem"), after=50), _tried("diltiazem.1")),
    Case(
        "diltiazem that cannot be judged",
        record(visit(quiet()), trials=(_on("diltiazem"),)),
        _tried("diltiazem.1", judged=False),
        {**_unjudged("diltiazem.1"), "other-drugs.diltiazem.1": "260-263: whether it helped is not known"},
    ),
    Case(
        "diltiazem, stopped with its reason, on the stop day",
        _treated(_on("diltiazem", stop=DAY, stop_reason="headache"), after=50),
        {**_tried("diltiazem.1"), **_stopped("diltiazem.1")},
        today=DAY,
    ),
    Case(
        "diltiazem, stopped without a reason",
        _treated(_on("diltiazem", stop=DAY), after=50),
        _tried("diltiazem.1"),
        _stopped("diltiazem.1"),
    ),
    Case(
        "all three tried and stopped without a response",
        _treated(
            _on("diltiazem", 1, stop=DAY, stop_reason="no response"),
            _on("colchicine", 2, stop=DAY, stop_reason="no response"),
            _on("minocycline", 3, stop=DAY, stop_reason="blue skin"),
        ),
        {
            **{k: v for n in ("diltiazem.1", "colchicine.1", "minocycline.1") for k, v in _tried(n).items()},
            **{k: v for n in ("diltiazem.1", "colchicine.1", "minocycline.1") for k, v in _stopped(n).items()},
            **{f"other-drugs.{n}": _NO_BENEFIT for n in ("diltiazem.1", "colchicine.1", "minocycline.1")},
            "all-three-tried": "258-263: nothing is said of what follows the three",
        },
    ),
    Case(
        "all three tried without a response, and an index lesion in the skin that hurts and has broken",
        record(
            _measured(100, _BEFORE),
            _measured(100, DAY, pain=6, ulcer=True),
            lesions=[lesion(index=True, layer=Layer.SKIN)],
            trials=(_on("diltiazem", 1), _on("colchicine", 2), _on("minocycline", 3)),
        ),
        {
            **PAIN,
            **ULCER,
            **{k: v for n in ("diltiazem.1", "colchicine.1", "minocycline.1") for k, v in _tried(n).items()},
            **{f"other-drugs.{n}": _NO_BENEFIT for n in ("diltiazem.1", "colchicine.1", "minocycline.1")},
            "all-three-tried": "258-263: nothing is said of what follows the three",
            "index-lesion.lesion-1.pain": "614-619: marked symptoms such as chronic pain",
            "surgery-cautions.lesion-1": "622-627: not optimal, and not always possible",
            "dental-burr.lesion-1": "638-641: another tool",
            "laser.lesion-1": "645-646: for superficial deposits; the skin is",
            "lithotripsy.lesion-1": "618-619, 654-666: one of the three procedures named",
        },
        {"surgery.lesion-1": "620-622: large and over tendons, vessels and nerves is not recorded anywhere"},
        gone=SILENT,
    ),
    Case(
        "the same drug twice: each trial by itself",
        _treated(_on("diltiazem", 1, stop=DAY, stop_reason="pause"), _on("Diltiazem", 2), after=50),
        {**_tried("diltiazem.1"), **_stopped("diltiazem.1"), **_tried("diltiazem.2")},
    ),
    Case(
        "methylprednisolone IV pulse is a corticosteroid",
        _treated(_on("methylprednisolone IV pulse"), after=50),
        {**_tried("corticosteroids.1"), "drug.corticosteroids": _TOLD + "550-569"},
    ),
    *(
        Case(
            f"{written} is {code}",
            _treated(_on(written), after=50),
            {**_tried(f"{code}.1"), f"drug.{code}": _TOLD + lines},
        )
        for written, code, lines in (
            ("warfarin", "warfarin", "296-324"),
            ("Rituximab", "rituximab", "325-412"),
            ("alendronate", "alendronate", "414-433"),
            ("etidronate disodium", "etidronate", "414-433"),
            ("bisphosphonate", "bisphosphonate", "414-433"),
            ("IVIG", "ivig", "435-448"),
            ("sodium thiosulfate", "sts", "450-467"),
            ("sodium metabisulfite", "sm", "455-460"),
            ("aluminum hydroxide", "aloh", "523-530"),
            ("neem oil with hypericum perforatum extract", "neem", "531-548"),
            ("prednisolone", "corticosteroids", "550-569"),
            ("treprostinil", "treprostinil", "570-583"),
            ("tofacitinib", "tofacitinib", "585-611"),
        )
    ),
    *(
        Case(
            f"{written} is {code}, a procedure, which does not run and does not stop",
            _treated(_on(written, route="procedure"), after=50),
            {**_tried(f"{code}.1"), f"drug.{code}": _TOLD + lines},
        )
        for written, code, lines in (
            ("surgical excision", "surgery", "620-638"),
            ("high-speed dental burr", "burr", "638-641"),
            ("carbon dioxide laser", "co2", "642-652"),
            ("extracorporeal shock wave lithotripsy", "eswl", "654-666"),
            ("acetic acid iontophoresis followed by ultrasound", "iontophoresis", "485-521"),
        )
    ),
    Case(
        "a therapy that the review does not name is told as such and not guessed",
        _treated(_on("infliximab"), after=50),
        {**_tried("other.1"), "unlisted.1": "254-265: no section of this name"},
    ),
    Case(
        "a name with a dose in it is not guessed either",
        _treated(_on("diltiazem 60"), after=50),
        {**_tried("other.1"), "unlisted.1": "254-265: no section of this name"},
    ),
    Case("a trial that begins after the day is not there yet", _treated(a_trial("diltiazem", date(2026, 12, 1)))),
)
