"""What the review says of each therapy, in one sentence with its cautions; no dose, no rank."""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.guidance.finding import Source
from calcitrack.guidance.rules.sections import DRUGS, PROCEDURES, place


@dataclass(frozen=True, slots=True)
class Told:
    """What the review says of a therapy.

    Attributes:
        node: Its step of the pathway.
        effects: What was seen.
        harms: What of adverse effects, in how many people.
    """

    code: str
    node: str
    source: Source
    effects: Marked
    harms: Marked


NAMED_TOGETHER = ("diltiazem", "colchicine", "minocycline")
"""The three that the review names in one breath; the order is only that of its words."""

LIMITS = QT_TRANSLATE_NOOP(
    "guidance",
    "It gives no contraindications, interactions, monitoring or children's doses.",
)
_UNSAID = QT_TRANSLATE_NOOP(
    "guidance",
    "It does not speak of adverse effects.",
)


def _drug(section: str, *lines: tuple[int, int], refs: tuple[int, ...]) -> Source:
    return place(f"{DRUGS} > {section}", *lines, refs=refs)


_BISPHOSPHONATES = _drug("Bisphosphonates", (414, 433), refs=(44, 60, 61, 62, 63, 64, 65))
_FELL_AND_GREW = QT_TRANSLATE_NOOP(
    "guidance",
    "The review reports opposite results of bisphosphonates, from clearing to growth of deposits.",
)
_GREW = QT_TRANSLATE_NOOP(
    "guidance",
    "Calcinosis that went on under etidronate is reported in 6 people.",
)

TOLD = (
    Told(
        "diltiazem",
        "N29",
        _drug("Diltiazem", (258, 260), (266, 281), refs=(8, 41, 42, 43, 44, 45)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports conflicting results of diltiazem: effective in 9 of 17 people in one cohort, without "
            "clinical benefit in another of 12.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "Adverse effects are reported in 0 people of that group of 12, and not told of the rest.",
        ),
    ),
    Told(
        "colchicine",
        "N30",
        _drug("Colchicine", (258, 260), (283, 295), refs=(44, 46)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review says that colchicine may calm inflammation around deposits, while most deposits stay as they "
            "are.",
        ),
        _UNSAID,
    ),
    Told(
        "minocycline",
        "N31",
        _drug("Minocycline", (258, 260), (469, 484), refs=(44, 75)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports partial responses to minocycline in 8 of 9 people of one study and 1 of 6 of another.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "Nausea, dizziness and deposits that turn blue or black are reported in a number of people that it does "
            "not give.",
        ),
    ),
    Told(
        "warfarin",
        "N34",
        _drug("Warfarin", (296, 324), refs=(44, 45, 47, 48, 49, 50, 51)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports no benefit of warfarin in the one controlled trial, and clearing in 2 of 3 people of "
            "one series; it repeats a concern that warfarin may further calcification.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "Worsening of calcinosis is reported in 5 people.",
        ),
    ),
    Told(
        "rituximab",
        "N34",
        _drug("Rituximab", (325, 348), (411, 412), refs=(51, 52, 53, 54, 55, 56, 57, 58, 59)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports mixed results of rituximab: shrinking or clearing in small reports, no response in "
            "others, and no significant change of calcinosis in the trial.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "Bacterial infection is reported in a number of people that it does not give.",
        ),
    ),
    Told("alendronate", "N34", _BISPHOSPHONATES, _FELL_AND_GREW, _GREW),
    Told("etidronate", "N34", _BISPHOSPHONATES, _FELL_AND_GREW, _GREW),
    Told("bisphosphonate", "N34", _BISPHOSPHONATES, _FELL_AND_GREW, _GREW),
    Told(
        "ivig",
        "N34",
        _drug("Intravenous Ig", (435, 448), refs=(66, 67, 68, 69, 70)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review calls the use of intravenous immunoglobulin limited and its results mixed.",
        ),
        _UNSAID,
    ),
    Told(
        "sts",
        "N34",
        _drug("Sodium thiosulfate", (450, 457), (460, 467), refs=(71, 73, 74)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports good results of sodium thiosulfate on the skin or injected, and no notable gain in 3 "
            "people who had it intravenously.",
        ),
        _UNSAID,
    ),
    Told(
        "sm",
        "N34",
        _drug("Sodium thiosulfate", (455, 460), refs=(72,)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports smaller, paler and less painful lesions under topical sodium metabisulfite in 1 "
            "person with systemic sclerosis and 2 with dermatomyositis.",
        ),
        _UNSAID,
    ),
    Told(
        "aloh",
        "N34",
        _drug("Aluminum hydroxide", (523, 530), refs=(78,)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports some improvement under oral aluminium hydroxide, never a complete one.",
        ),
        _UNSAID,
    ),
    Told(
        "neem",
        "N35",
        _drug("Neem oil with Hypericum plant extract", (531, 548), refs=(79,)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports that ulcers over calcinosis shrank in 27 of 33 and healed in 15 of 33 under neem oil "
            "with Hypericum; its count passes from patients to lesions.",
        ),
        _UNSAID,
    ),
    Told(
        "corticosteroids",
        "N12",
        _drug("Antiinflammatories", (550, 569), refs=(80, 81, 82, 83)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review calls corticosteroids the first line against the inflammation of myositis, and gives them no "
            "place in its choice of drugs for calcinosis.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "Effects on growth, immunity and the adrenals are reported in a number of people that it does not give.",
        ),
    ),
    Told(
        "treprostinil",
        "N34",
        _drug("Treprostinil", (570, 583), refs=(84,)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports one study of oral treprostinil that 5 of 12 people finished; calcinosis went on in 4 "
            "of 11 with films.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "Headache and effects on stomach and bowel are reported in most of its people.",
        ),
    ),
    Told(
        "tofacitinib",
        "N34",
        _drug("Tofacitinib", (585, 611), refs=(85, 86)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports on tofacitinib in 2 people with dermatomyositis, both with some improvement.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "Weight gain is reported in a number of people that it does not give, and no other effect.",
        ),
    ),
    Told(
        "iontophoresis",
        "N34",
        _drug("Acetic acid iontophoresis followed by US", (485, 486), (508, 521), refs=(76, 77)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports fainter deposits on films after acetic acid iontophoresis in 3 people, and no "
            "clinical gain.",
        ),
        _UNSAID,
    ),
    Told(
        "surgery",
        "N39",
        place(f"{PROCEDURES} > Surgical excision", (620, 638), refs=(44, 87)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports a response to surgical excision alone in all 11 people of one cohort, complete in 8.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "Slow wound healing, infection and loss of movement are named, in a number of people that it does not "
            "give.",
        ),
    ),
    Told(
        "burr",
        "N42",
        place(f"{PROCEDURES} > Surgical excision", (638, 641), refs=(88,)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review describes the high-speed dental burr as another tool than the scalpel.",
        ),
        _UNSAID,
    ),
    Told(
        "co2",
        "N43",
        place(f"{PROCEDURES} > Carbon dioxide laser", (642, 652), refs=(89,)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports that 12 of 21 sites cleared after carbon dioxide laser in 6 people.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "Infection after the procedure is reported in 2 people.",
        ),
    ),
    Told(
        "eswl",
        "N44",
        place(f"{PROCEDURES} > Extracorporeal shock wave lithotripsy", (654, 666), refs=(90, 91)),
        QT_TRANSLATE_NOOP(
            "guidance",
            "The review reports smaller and less painful lesions after shock wave lithotripsy in two small studies.",
        ),
        QT_TRANSLATE_NOOP(
            "guidance",
            "It takes low morbidity from other uses and gives no number of people with adverse effects.",
        ),
    ),
)
"""Every therapy that has a name in the vocabulary, in the order of the review."""
