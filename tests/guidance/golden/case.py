"""What a golden case is, and the patient that every case departs from in one way.

The patient of departure has one lesion of which everything is recorded and nothing is wrong, every background question
answered with no, a film, both laboratory values and the extent. So a case shows what its one fact changes and
nothing else: the test compares all findings of the case, not only those that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from calcitrack.domain.patient import Diagnosis
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Lab, Visit
from calcitrack.domain.vocabulary import (
    Answer,
    BackgroundFact,
    Discharge,
    Disease,
    DiseaseActivity,
    Extent,
    Infection,
    Layer,
    State,
    Subtype,
)
from tests.builders import a_lesion, a_patient, a_record, a_visit, an_assessment

TODAY = date(2026, 11, 22)
DAY = date(2026, 10, 1)

Reasons = Mapping[str, str]
"""Findings by their names, each with the reason why the review leads to it."""

QUIET: dict[str, Any] = {
    "visible": True, "palpable": True, "pain": 0, "ulcer": False, "redness": False, "swelling": False,
    "discharge": Discharge.NONE, "infection": Infection.NONE, "tendon_sheath": False, "function_limited": False,
    "nerve_compression": False, "clinical_subtype": Subtype.STONE, "radiographic_subtype": Subtype.STONE,
}  # fmt: skip

SEEN: Reasons = {
    "seen-or-felt.lesion-1.visible": "181-182: deposits can be observed",
    "seen-or-felt.lesion-1.palpable": "181-182: deposits can be felt",
    "subtype.lesion-1.clinical-subtype": "190-193: four subtypes by look, named without a definition",
    "subtype.lesion-1.radiographic-subtype": "190-193: four subtypes by film, named without a definition",
    "imaging.radiograph": "182-183: imaging can confirm, the plain film first",
    "other-imaging": "183-188: what else is said of imaging",
    "extent": "38-41: circumscripta and universalis",
    "type": "33-38: mainly dystrophic, calcium and phosphate normal; no reference range is printed, so none is applied",
}
SILENT: Reasons = {"silent.lesion-1": "197-198: no drugs without symptoms, and every symptom is recorded as absent"}
EVERYONE: Reasons = {
    "general-measures": "198-200: for everyone",
    "no-cure": "25-26, 196-197: said twice",
    "shared-care": "236-239: for selected patients, who are not described",
}
SCLEROSIS: Reasons = {
    "disease.lcSSc": "245-252: JDM and SSc are told apart; the step is always looked at",
    "ssc.lcSSc": "250-252: few improve at 1 year",
}
BASE: Reasons = {**SEEN, **SILENT, **EVERYONE, **SCLEROSIS}

SYMPTOMATIC: Reasons = {
    "named-together": "258-263: the three named together; that it bears on a lesion with symptoms follows from 197-198",
    "drug.diltiazem": "266-281: one of the three",
    "drug.colchicine": "283-295: one of the three",
    "drug.minocycline": "469-484: one of the three",
}
PAIN: Reasons = {
    "symptom.lesion-1.pain": "163-165: pain is among what lesions bring",
    "soaks.lesion-1.pain": "203-205: soaks with pain",
    "infection-sign.lesion-1.pain": "205-206: pain can be a sign of infection",
    "pain-relief.lesion-1.pain": "233-234: what may relieve pain",
    "fever": "205-210: not spoken of; shown where a sign of infection is on record",
    **SYMPTOMATIC,
}
ULCER: Reasons = {
    "symptom.lesion-1.ulcer": "165: ulcers are among what lesions bring",
    "soaks.lesion-1.ulcer": "203-205: soaks with skin breakdown",
    "ulcer-in-ssc.lesion-1.lcSSc": "531-548: the neem study is on ulcers over calcinosis in SSc",
    **SYMPTOMATIC,
}
GRADED: Reasons = {
    "symptom.lesion-1.infection": "165: superimposed infection is among what lesions bring",
    "fever": "205-210: not spoken of; shown where a sign of infection is on record",
    **SYMPTOMATIC,
}


@dataclass(frozen=True)
class Case:
    """A patient and every finding that differs from the patient of departure.

    Attributes:
        stands: Findings that stand here, with the reason.
        doubts: Findings that cannot say, with the reason.
        gone: Findings of the patient of departure that are not there.
    """

    name: str
    record: PatientRecord
    stands: Reasons = field(default_factory=dict)
    doubts: Reasons = field(default_factory=dict)
    gone: Iterable[str] = ()
    today: date = TODAY

    def expected(self) -> dict[str, str]:
        """Status by the name of the finding, of all findings."""
        kept = {name: "stands" for name in BASE if name not in set(self.gone)}
        return {**kept, **dict.fromkeys(self.stands, "stands"), **dict.fromkeys(self.doubts, "cannot say")}


def quiet(lesion: int = 1, state: State = State.UNCHANGED, **fields: Any) -> Assessment:
    """An assessment with everything recorded and nothing wrong, but for the fields given."""
    return an_assessment(lesion, state, **(QUIET | fields))


def visit(*assessments: Assessment, on: date = DAY, **fields: Any) -> Visit:
    """A signed visit with nothing left open, but for the fields given."""
    given: dict[str, Any] = {
        "fever": False,
        "extent": Extent.CIRCUMSCRIPTA,
        "disease_activity": DiseaseActivity.QUIET,
        "labs": (Lab("calcium", 2.3, "mmol/L", on), Lab("phosphate", 1.1, "mmol/L", on)),
    }
    return a_visit(on, *assessments, **(given | fields))


def patient(*diseases: Disease, background: Mapping[BackgroundFact, Answer] | None = None, **fields: Any) -> Any:
    """A patient with these diseases and every background question answered with no, but for those given."""
    answers = dict.fromkeys(BackgroundFact, Answer.NO) | dict(background or {})
    diagnoses = tuple(Diagnosis(disease) for disease in diseases)
    return a_patient(diagnoses=diagnoses, background=answers, **fields)


def lesion(number: int = 1, **fields: Any) -> Any:
    """A lesion of the elbow, in the subcutis, no index lesion, but for what is given."""
    return a_lesion(number, **({"site": "elbow.extensor", "layer": Layer.SUBCUTIS, "first_seen": DAY} | fields))


def record(*visits: Visit, of: Any = None, lesions: Iterable[Any] | None = None, **fields: Any) -> PatientRecord:
    """A record of the patient of departure, but for what is given."""
    numbers = sorted({a.lesion_id for v in visits for a in v.assessments})
    made = tuple(lesions) if lesions is not None else tuple(lesion(number) for number in numbers)
    return a_record(*visits, patient=of or patient(Disease.LCSSC), lesions=made, **fields)


def one(**fields: Any) -> PatientRecord:
    """The record of departure with one lesion, some fields of which are given."""
    return record(visit(quiet(**fields)))
