"""Which therapy of the review a recorded name means. What is not known for certain is "other", never guessed."""

from __future__ import annotations

import re

from calcitrack.domain.folding import fold
from calcitrack.guidance.therapies import THERAPIES

_ALIASES = {
    "diltiazem": "diltiazem hydrochloride|diltiazem hcl|cardizem|tiazac",
    "colchicine": "colchicin|colcrys",
    "minocycline": "minocyclin|minocycline hydrochloride|minocin",
    "warfarin": "warfarin sodium|coumadin",
    "rituximab": "rtx|mabthera|rituxan",
    "alendronate": "alendronic acid|alendronate sodium|sodium alendronate|fosamax",
    "etidronate": "etidronate|etidronic acid|sodium etidronate|disodium etidronate",
    "bisphosphonate": "bisphosphonates|pamidronate|pamidronic acid|disodium pamidronate|zoledronate|zoledronic acid"
    "|risedronate|risedronic acid|ibandronate|ibandronic acid",
    "ivig": "iv ig|ivig|intravenous ig|intravenous immunoglobulins|intravenous immune globulin|immunoglobulin iv",
    "sts": "sts|sodium thiosulphate|thiosulfate|thiosulphate",
    "sm": "sodium metabisulfite|sodium metabisulphite|metabisulfite|topical sodium metabisulfite",
    "aloh": "aluminum hydroxide|al(oh)3",
    "neem": "neem oil|neem oil with hypericum|neem oil with hypericum plant extract|neem oil and hypericum perforatum"
    "|neem oil with hypericum perforatum",
    "corticosteroids": "corticosteroid|prednisolone|prednisone|methylprednisolone|methylprednisone|glucocorticoid"
    "|glucocorticoids|glucocorticosteroids",
    "treprostinil": "treprostinil diolamine",
    "tofacitinib": "tofacitinib citrate|xeljanz",
    "iontophoresis": "acetic acid iontophoresis|iontophoresis|acetic acid iontophoresis followed by ultrasound"
    "|iontophoresis of acetic acid|acetic acid iontophoresis followed by us",
    "surgery": "surgery|excision|surgical removal|surgical resection|curettage",
    "burr": "high-speed dental burr|dental bur|high-speed dental bur|microdrilling|surgical excision (microdrilling)",
    "co2": "co2 laser|carbon dioxide (co2) laser|co2 laser vaporization|co2 laser vaporisation",
    "eswl": "eswl|shock wave lithotripsy|extracorporeal shockwave lithotripsy|shockwave lithotripsy|lithotripsy",
}
_ROUTES = frozenset({"iv", "intravenous", "oral", "po", "topical", "pulse", "pulses", "pulsed", "intralesional"})
_WORD = re.compile(r"[^\s,;]+")


def code_of(therapy: str) -> str | None:
    """The code of the therapy that a recorded name means; None when the review names none of that name.

    Args:
        therapy: As recorded; a route within the name is passed over, a dose is not.
    """
    folded = fold(therapy)
    return _CODES.get(folded) or _CODES.get(" ".join(w for w in _WORD.findall(folded) if w not in _ROUTES))


def _codes() -> dict[str, str]:
    known = {fold(therapy.name): therapy.code for therapy in THERAPIES}
    for code, aliases in _ALIASES.items():
        known.update({fold(alias): code for alias in aliases.split("|")})
    return known


_CODES = _codes()
