"""Cases of the patient: diseases, background, age, and records that say little."""

from __future__ import annotations

from datetime import date

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.vocabulary import Answer, BackgroundFact, Disease, DiseaseActivity, Method
from tests.builders import a_reading
from tests.guidance.golden.case import (
    BASE,
    DAY,
    EVERYONE,
    PAIN,
    SCLEROSIS,
    SEEN,
    SILENT,
    ULCER,
    Case,
    lesion,
    patient,
    quiet,
    record,
    visit,
)

_STEROIDS = "550-569: first line in adult and juvenile myositis; said apart from the drugs for calcinosis"
_APART = "245-252: JDM and SSc are told apart; the step is always looked at"
_NOTHING_APART = "245-252: nothing is said apart of this disease"
_JDM = {
    "disease.JDM": _APART,
    "jdm": "245-250: control of inflammation first; about the disease, so for silent lesions too",
    "corticosteroids-in-myositis.JDM": _STEROIDS,
}
_ACTIVE = {"jdm-activity.active": "245-250: inflammation is what is to be controlled; judged active"}
_QUIET = {"jdm-activity.quiet": "245-250: inflammation is what is to be controlled; judged quiet"}


def _with(*diseases: Disease, born: str = "1970-02-03", activity: DiseaseActivity = DiseaseActivity.QUIET, **found):
    of = patient(*diseases, birth_date=PartialDate(born))
    return record(visit(quiet(**found), disease_activity=activity), of=of)


def _answered(fact: BackgroundFact, answer: Answer):
    return record(visit(quiet()), of=patient(Disease.LCSSC, background={fact: answer}))


CASES = (
    Case(
        "a child with active JDM and silent lesions: the disease is spoken of, the sentence on silence is not about it",
        _with(Disease.JDM, born="2016-05", activity=DiseaseActivity.ACTIVE),
        {**_JDM, **_ACTIVE},
        gone=SCLEROSIS,
    ),
    Case(
        "quiet JDM and a painful lesion",
        _with(Disease.JDM, born="2012", pain=4),
        {**_JDM, **_QUIET, **PAIN},
        gone={**SCLEROSIS, **SILENT},
    ),
    Case(
        "JDM whose activity was never judged",
        _with(Disease.JDM, born="2012", activity=DiseaseActivity.NOT_JUDGED),
        _JDM,
        {"jdm-activity": "245-250: how far inflammation is controlled is not recorded"},
        gone=SCLEROSIS,
    ),
    Case(
        "JDM in somebody who is grown up: the review draws no line of age",
        _with(Disease.JDM, born="1990-01-01", activity=DiseaseActivity.ACTIVE),
        {**_JDM, **_ACTIVE},
        gone=SCLEROSIS,
    ),
    Case(
        "activity that was judged at an older visit is the last judged",
        record(
            visit(quiet(), disease_activity=DiseaseActivity.ACTIVE),
            visit(quiet(), on=date(2026, 11, 1), disease_activity=DiseaseActivity.NOT_JUDGED),
            of=patient(Disease.JDM, birth_date=PartialDate("2016")),
        ),
        {**_JDM, **_ACTIVE},
        gone=SCLEROSIS,
    ),
    Case(
        "dcSSc",
        _with(Disease.DCSSC),
        {"disease.dcSSc": _APART, "ssc.dcSSc": "250-252: few improve at 1 year"},
        gone=SCLEROSIS,
    ),
    Case(
        "DM in an adult",
        _with(Disease.DM),
        {
            "disease.DM": _APART,
            "no-separate-advice.DM": _NOTHING_APART,
            "corticosteroids-in-myositis.DM": _STEROIDS,
        },
        gone=SCLEROSIS,
    ),
    Case(
        "DM on the day before the eighteenth birthday: the advice is for JDM, and the record does not say JDM",
        _with(Disease.DM, born="2008-11-23"),
        {
            "disease.DM": _APART,
            "no-separate-advice.DM": _NOTHING_APART,
            "corticosteroids-in-myositis.DM": _STEROIDS,
        },
        {"dm-under-18": "245-250: the advice is for JDM"},
        gone=SCLEROSIS,
    ),
    Case(
        "DM on the eighteenth birthday",
        _with(Disease.DM, born="2008-11-22"),
        {
            "disease.DM": _APART,
            "no-separate-advice.DM": _NOTHING_APART,
            "corticosteroids-in-myositis.DM": _STEROIDS,
        },
        gone=SCLEROSIS,
    ),
    *(
        Case(
            f"{disease.value}: nothing is said apart",
            _with(disease),
            {f"disease.{disease.value}": _APART, f"no-separate-advice.{disease.value}": _NOTHING_APART},
            gone=SCLEROSIS,
        )
        for disease in (Disease.MCTD, Disease.SLE, Disease.OTHER)
    ),
    Case(
        "an overlap that is not described",
        _with(Disease.OVERLAP),
        {"disease.overlap": _APART},
        {"overlap": "245-252: overlap is not spoken of; what overlaps is not recorded"},
        gone=SCLEROSIS,
    ),
    Case(
        "two diseases at once, lcSSc and DM: what is said of each stands",
        _with(Disease.LCSSC, Disease.DM),
        {
            "disease.DM": _APART,
            "no-separate-advice.DM": _NOTHING_APART,
            "corticosteroids-in-myositis.DM": _STEROIDS,
        },
    ),
    Case(
        "two diseases at once, JDM and dcSSc, in a child",
        _with(Disease.JDM, Disease.DCSSC, born="2014"),
        {**_JDM, **_QUIET, "disease.dcSSc": _APART, "ssc.dcSSc": "250-252: few improve at 1 year"},
        gone=SCLEROSIS,
    ),
    Case(
        "no diagnosis",
        _with(),
        doubts={"disease": "245-252: JDM and SSc are told apart, and neither is known"},
        gone=SCLEROSIS,
    ),
    Case(
        "an ulcer without SSc: the study on ulcers is of SSc",
        _with(Disease.MCTD, ulcer=True),
        {
            **{name: why for name, why in ULCER.items() if name != "ulcer-in-ssc.lesion-1.lcSSc"},
            "disease.MCTD": _APART,
            "no-separate-advice.MCTD": _NOTHING_APART,
        },
        gone={**SCLEROSIS, **SILENT},
    ),
    Case("Raynaud", _answered(BackgroundFact.RAYNAUD, Answer.YES), {"raynaud": "200-202: treatment may prevent"}),
    Case("Raynaud unknown", _answered(BackgroundFact.RAYNAUD, Answer.UNKNOWN), doubts={"raynaud": "200-202"}),
    Case(
        "digital ulcers",
        _answered(BackgroundFact.DIGITAL_ULCERS, Answer.YES),
        {"digital-ulcers": "200-202: treatment may prevent"},
    ),
    Case(
        "digital ulcers unknown",
        _answered(BackgroundFact.DIGITAL_ULCERS, Answer.UNKNOWN),
        doubts={"digital-ulcers": "200-202: rests on their presence"},
    ),
    Case("a smoker", _answered(BackgroundFact.SMOKING, Answer.YES), {"smoking": "199-200: smoking is named"}),
    Case(
        "smoking unknown",
        _answered(BackgroundFact.SMOKING, Answer.UNKNOWN),
        doubts={"smoking": "199-200: rests on the answer"},
    ),
    Case(
        "a heart block changes nothing: no contraindication is given",
        _answered(BackgroundFact.HEART_CONDUCTION, Answer.YES),
    ),
    Case(
        "neither calcium nor phosphate",
        record(visit(quiet(), labs=())),
        doubts={"type": "33-38: normal calcium and phosphate belong to the dystrophic type"},
        gone=("type",),
    ),
    Case(
        "the extent is not recorded",
        record(visit(quiet(), extent=None)),
        doubts={"extent": "38-41: rests on the extent"},
        gone=("extent",),
    ),
    Case(
        "an ultrasound alone is not the film that comes first",
        record(
            visit(quiet(radiographic_subtype=None, readings=(a_reading(method=Method.ULTRASOUND, measured_on=DAY),)))
        ),
        {"imaging.ultrasound": "182-184: imaging can confirm; ultrasound detects"},
        {"imaging": "182-183: a plain film comes first, and none is on record"},
        gone=("imaging.radiograph", "subtype.lesion-1.radiographic-subtype"),
    ),
    Case(
        "no lesion on record: the disease and the general measures are looked at all the same",
        record(),
        doubts={"seen-or-felt": "181-182: the way begins with a deposit"},
        gone=set(SEEN) | set(SILENT) | {"shared-care"},
    ),
    Case(
        "a lesion without a signed visit: everything of it is missing",
        record(lesions=[lesion()]),
        doubts={
            "seen-or-felt.lesion-1": "181-182",
            "subtype.lesion-1": "190-193",
            "imaging": "182-183",
            "extent": "38-41",
            "type": "33-38",
            "symptom.lesion-1": "163-171: silent only if every symptom is known to be absent",
            "soaks.lesion-1": "203-205",
            "nerve-compression.lesion-1": "168-169",
            "liquefied.lesion-1": "240-242",
            "infection-sign.lesion-1": "205-206",
            "infection-tier.lesion-1": "206-210",
            "pain-relief.lesion-1": "233-234",
            "named-together": "197-198, 258-260",
            "ulcer-in-ssc.lesion-1.lcSSc": "531-548",
        },
        gone=set(BASE) - set(EVERYONE) - set(SCLEROSIS) - {"other-imaging"},
    ),
)
