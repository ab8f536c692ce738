"""Cases of an index lesion: what leads to procedures, and their cautions."""

from __future__ import annotations

from typing import Any

from calcitrack.domain.vocabulary import Layer
from tests.guidance.golden.case import PAIN, SILENT, SYMPTOMATIC, Case, lesion, quiet, record, visit

_NERVE = {
    "symptom.lesion-1.nerve-compression": "168-169: neuropathy is among what lesions bring",
    "nerve-compression.lesion-1.nerve-compression": "168-169: compression with motor or sensory loss",
    **SYMPTOMATIC,
}
_CHOICES = {
    "surgery-cautions.lesion-1": "622-627: not optimal, and not always possible",
    "dental-burr.lesion-1": "638-641: another tool",
    "lithotripsy.lesion-1": "618-619, 654-666: one of the three procedures named",
}
_BY_PAIN = {"index-lesion.lesion-1.pain": "614-619: marked symptoms such as chronic pain", **_CHOICES}
_BY_NERVE = {"index-lesion.lesion-1.nerve-compression": "614-619: marked symptoms such as neuropathy", **_CHOICES}
_SURGERY = {"surgery.lesion-1": "620-622: large and over tendons, vessels and nerves is not recorded anywhere"}
_LASER_UNKNOWN = {"laser.lesion-1": "645-646: for superficial deposits, and superficial is not defined"}


def _index(layer: Layer | None, **found: Any) -> Any:
    return record(visit(quiet(**found)), lesions=[lesion(index=True, layer=layer)])


CASES = (
    Case("a silent index lesion leads to no procedure", _index(Layer.SKIN)),
    Case(
        "a painful index lesion in the skin",
        _index(Layer.SKIN, pain=7),
        {**PAIN, **_BY_PAIN, "laser.lesion-1": "645-646: for superficial deposits; the skin is"},
        _SURGERY,
        gone=SILENT,
    ),
    Case(
        "a painful index lesion in the subcutis",
        _index(Layer.SUBCUTIS, pain=7),
        {**PAIN, **_BY_PAIN},
        {**_SURGERY, **_LASER_UNKNOWN},
        gone=SILENT,
    ),
    Case(
        "a painful index lesion whose layer is not recorded",
        _index(None, pain=7),
        {**PAIN, **_BY_PAIN},
        {**_SURGERY, **_LASER_UNKNOWN},
        gone=SILENT,
    ),
    *(
        Case(
            f"a painful index lesion in the {layer.value} is not superficial",
            _index(layer, pain=7),
            {**PAIN, **_BY_PAIN},
            _SURGERY,
            gone=SILENT,
        )
        for layer in (Layer.FASCIA, Layer.MUSCLE, Layer.TENDON)
    ),
    Case(
        "an index lesion that presses on a nerve",
        _index(Layer.MUSCLE, nerve_compression=True),
        {**_NERVE, **_BY_NERVE},
        _SURGERY,
        gone=SILENT,
    ),
    Case(
        "an index lesion with both",
        _index(Layer.MUSCLE, pain=2, nerve_compression=True),
        {**PAIN, **_NERVE, **_BY_PAIN, **_BY_NERVE},
        _SURGERY,
        gone=SILENT,
    ),
    Case(
        "an index lesion of which neither pain nor nerve is recorded",
        _index(Layer.SKIN, pain=None, nerve_compression=None),
        doubts={
            "symptom.lesion-1": "163-171: silent only if every symptom is known to be absent",
            "named-together": "197-198, 258-260: drugs where there are symptoms",
            "soaks.lesion-1": "203-205",
            "infection-sign.lesion-1": "205-206",
            "pain-relief.lesion-1": "233-234",
            "nerve-compression.lesion-1": "168-169",
            "index-lesion.lesion-1": "614-619: rests on marked symptoms",
        },
        gone=SILENT,
    ),
    Case("a painful lesion that is no index lesion", record(visit(quiet(pain=7))), PAIN, gone=SILENT),
)
