"""The underlying disease, which is always looked at: the steps N10 to N14. Symptoms belong to a lesion, it does not."""

from __future__ import annotations

from collections.abc import Iterator

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Disease, DiseaseActivity
from calcitrack.guidance.facts import PatientFacts
from calcitrack.guidance.finding import Basis, Fact, Finding, Missing, Rule, Urgency
from calcitrack.guidance.rules.sections import DRUGS, GENERAL, place
from calcitrack.guidance.rules.shared import told

_ADULT_FROM = 18
"""Under this age a diagnosis of DM is asked about. The program's own question; the review draws no line of age."""
_SSC = (Disease.LCSSC, Disease.DCSSC)
_MYOSITIS = (Disease.DM, Disease.JDM)

_DISEASE = Rule(
    "disease",
    ("N10",),
    Basis.LAYOUT,
    place(GENERAL, (245, 252)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review speaks apart of juvenile dermatomyositis and of systemic sclerosis, whether or not lesions give "
        "symptoms; recorded for this patient: {disease}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review speaks apart of juvenile dermatomyositis and of systemic sclerosis; cannot say here: {missing} "
        "not recorded.",
    ),
)
_JDM = Rule(
    "jdm",
    ("N11",),
    Basis.STATED,
    place(GENERAL, (245, 250), refs=(39,)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review sees calcinosis in juvenile dermatomyositis as scar-like damage and puts full control of "
        "inflammation first, then healing; deposits usually shrink over years, it says. This is about the disease, "
        "and holds for silent lesions too.",
    ),
)
_JDM_ACTIVITY = Rule(
    "jdm-activity",
    ("N11",),
    Basis.IMPLIED,
    place(GENERAL, (245, 250), refs=(39,)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review puts full control of inflammation first in juvenile dermatomyositis, for silent lesions too; "
        "activity when last judged: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review puts full control of inflammation first in juvenile dermatomyositis; cannot say how far that is: "
        "{missing} not recorded.",
    ),
)
_SCLEROSIS = Rule(
    "ssc",
    ("N13",),
    Basis.STATED,
    place(GENERAL, (250, 252), refs=(40,)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review expects that in systemic sclerosis few deposits have improved after one year and most have stayed "
        "as they were or grown. Recorded: {disease}.",
    ),
)
_NO_ADVICE = Rule(
    "no-separate-advice",
    ("N14",),
    Basis.LAYOUT,
    place(GENERAL, (245, 252)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review gives no separate advice and no separate course of calcinosis for this disease. Recorded: "
        "{disease}.",
    ),
)
_OVERLAP = Rule(
    "overlap",
    ("N10", "N14"),
    Basis.LAYOUT,
    place(GENERAL, (245, 252)),
    None,
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review does not speak of overlap syndromes; cannot say which of its advice bears on this one: {missing} "
        "not recorded.",
    ),
)
_CHILD_WITH_DM = Rule(
    "dm-under-18",
    ("N10",),
    Basis.LAYOUT,
    place(GENERAL, (245, 250)),
    None,
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review keeps its advice on inflammation for juvenile dermatomyositis; DM is recorded for a patient under "
        "18, and cannot say which is meant: {missing} not recorded.",
    ),
)
_STEROIDS = Rule(
    "corticosteroids-in-myositis",
    ("N12",),
    Basis.STATED,
    place(f"{DRUGS} > Antiinflammatories", (550, 569), refs=(80, 81, 82, 83)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review calls corticosteroids the first line against the inflammation of adult and juvenile myositis; on "
        "calcinosis, one comparison found no regimen better and other reports lean to intravenous pulses. Effects on "
        "growth, immunity and the adrenals are reported in a number of people that it does not give. It gives no "
        "contraindications, interactions, monitoring or children's doses beyond regimens of studies. Recorded: "
        "{disease}.",
    ),
    urgency=Urgency.BACKGROUND,
)


def findings(facts: PatientFacts) -> Iterator[Finding]:
    """What the review says of each disease recorded."""
    diseases = facts.diseases()
    if not diseases:
        yield _DISEASE.cannot_say([Missing("diagnosis")])
    for disease in diseases:
        fact = Fact("diagnosis", disease.value)
        yield _DISEASE.stands([fact], by=disease.value, disease=disease.value)
        yield from _of(disease, fact, facts)


def _of(disease: Disease, fact: Fact, facts: PatientFacts) -> Iterator[Finding]:
    by = disease.value
    if disease is Disease.JDM:
        yield _JDM.stands([fact])
        activity = facts.activity()
        yield _activity(fact, activity)
    elif disease in _SSC:
        yield _SCLEROSIS.stands([fact], by=by, disease=by)
    elif disease is Disease.OVERLAP:
        yield _OVERLAP.cannot_say([Missing("diseases_that_overlap")], [fact])
    else:
        yield _NO_ADVICE.stands([fact], by=by, disease=by)
    if disease in _MYOSITIS:
        yield _STEROIDS.stands([fact], by=by, disease=by)
    if disease is Disease.DM and facts.youngest < _ADULT_FROM and Disease.JDM not in facts.diseases():
        yield _CHILD_WITH_DM.cannot_say([Missing("whether_it_is_juvenile")], [fact])


def _activity(disease: Fact, activity: Fact | None) -> Finding:
    if activity is None:
        return _JDM_ACTIVITY.cannot_say([Missing("disease_activity")], [disease])
    by = "active" if activity.value == DiseaseActivity.ACTIVE.value else "quiet"
    return _JDM_ACTIVITY.stands([disease, activity], by=by, fact=told(activity))
