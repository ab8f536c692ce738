"""What the panel gathers on one card: findings of several rules that answer one question, under one title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked


@dataclass(frozen=True, slots=True)
class Topic:
    """One card.

    Attributes:
        rules: First parts of the names of its findings.
        names_drug: Its sentences name drugs: allergies and background stand beside them.
    """

    key: str
    title: Marked
    rules: tuple[str, ...]
    names_drug: bool = False


TOPICS = (
    Topic("draining", QT_TRANSLATE_NOOP("Guidance", "Liquid or draining lesions"), ("liquefied", "swab")),
    Topic(
        "antibiotics",
        QT_TRANSLATE_NOOP("Guidance", "Grade of infection and route of antibiotics"),
        ("infection-tier", "antibiotic-topical", "antibiotic-oral", "antibiotic-intravenous"),
        names_drug=True,
    ),
    Topic(
        "infection",
        QT_TRANSLATE_NOOP("Guidance", "Possible signs of infection"),
        ("infection-sign", "infection-other-sign", "fever"),
    ),
    Topic("nerve", QT_TRANSLATE_NOOP("Guidance", "Pressure on a nerve"), ("nerve-compression",)),
    Topic("symptoms", QT_TRANSLATE_NOOP("Guidance", "Silent, or with symptoms"), ("symptom", "silent")),
    Topic("soaks", QT_TRANSLATE_NOOP("Guidance", "Warm salt-water soaks"), ("soaks",)),
    Topic("pain", QT_TRANSLATE_NOOP("Guidance", "Pain relief"), ("pain-relief",), names_drug=True),
    Topic("splint", QT_TRANSLATE_NOOP("Guidance", "Splint for a finger"), ("splint",)),
    Topic(
        "disease",
        QT_TRANSLATE_NOOP("Guidance", "The underlying disease"),
        ("disease", "jdm", "jdm-activity", "ssc", "no-separate-advice", "overlap", "dm-under-18"),
    ),
    Topic(
        "steroids",
        QT_TRANSLATE_NOOP("Guidance", "Corticosteroids in myositis"),
        ("corticosteroids-in-myositis",),
        names_drug=True,
    ),
    Topic(
        "named-together",
        QT_TRANSLATE_NOOP("Guidance", "Drugs that the review names together"),
        ("named-together",),
        names_drug=True,
    ),
    Topic("drugs", QT_TRANSLATE_NOOP("Guidance", "Other therapies on record"), ("drug", "unlisted"), names_drug=True),
    Topic(
        "tried",
        QT_TRANSLATE_NOOP("Guidance", "Trials on record and how lesions answered"),
        ("tried", "stopped", "response", "response-words"),
        names_drug=True,
    ),
    Topic(
        "others",
        QT_TRANSLATE_NOOP("Guidance", "Other drugs, in no order"),
        ("other-drugs", "all-three-tried"),
        names_drug=True,
    ),
    Topic("ulcer", QT_TRANSLATE_NOOP("Guidance", "Ulcer in systemic sclerosis"), ("ulcer-in-ssc",), names_drug=True),
    Topic("index", QT_TRANSLATE_NOOP("Guidance", "A troublesome index lesion"), ("index-lesion",)),
    Topic(
        "surgery",
        QT_TRANSLATE_NOOP("Guidance", "Surgical excision"),
        ("surgery", "surgery-cautions", "dental-burr"),
    ),
    Topic("laser", QT_TRANSLATE_NOOP("Guidance", "Carbon dioxide laser"), ("laser",)),
    Topic("lithotripsy", QT_TRANSLATE_NOOP("Guidance", "Shock wave lithotripsy"), ("lithotripsy",)),
    Topic("general", QT_TRANSLATE_NOOP("Guidance", "General measures"), ("general-measures", "smoking")),
    Topic(
        "raynaud",
        QT_TRANSLATE_NOOP("Guidance", "Raynaud phenomenon and digital ulcers"),
        ("raynaud", "digital-ulcers"),
    ),
    Topic("shared", QT_TRANSLATE_NOOP("Guidance", "Shared care"), ("shared-care",)),
    Topic("imaging", QT_TRANSLATE_NOOP("Guidance", "Confirming by imaging"), ("imaging", "other-imaging")),
    Topic("seen", QT_TRANSLATE_NOOP("Guidance", "Seen or felt"), ("seen-or-felt",)),
    Topic("subtype", QT_TRANSLATE_NOOP("Guidance", "Subtype by look"), ("subtype",)),
    Topic("type", QT_TRANSLATE_NOOP("Guidance", "Type and extent"), ("type", "extent")),
    Topic("no-cure", QT_TRANSLATE_NOOP("Guidance", "No cure"), ("no-cure",)),
)
"""Every card, in the order in which cards of one urgency stand."""

_BY_RULE: Mapping[str, Topic] = {rule: topic for topic in TOPICS for rule in topic.rules}
_TOGETHER = frozenset({"drug.diltiazem", "drug.colchicine", "drug.minocycline"})


def topic_of(finding_id: str) -> Topic:
    """The card of a finding, by its permanent name.

    Raises:
        KeyError: No card has its rule.
    """
    return _BY_RULE["named-together" if finding_id in _TOGETHER else finding_id.partition(".")[0]]
