"""The names of the drugs and procedures that the review speaks of: words for entering a trial, no advice.

Source: Elahmar H, Feldman BM, Johnson SR. Management of Calcinosis Cutis in Rheumatic Diseases. J Rheumatol
2022;49(9):980-989.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Therapy:
    """A therapy by name.

    Attributes:
        code: Permanent short name.
        is_procedure: It has a day, not a course.
    """

    code: str
    name: str
    is_procedure: bool = False


THERAPIES = (
    Therapy("diltiazem", "diltiazem"),
    Therapy("colchicine", "colchicine"),
    Therapy("minocycline", "minocycline"),
    Therapy("warfarin", "warfarin"),
    Therapy("rituximab", "rituximab"),
    Therapy("alendronate", "alendronate"),
    Therapy("etidronate", "etidronate disodium"),
    Therapy("bisphosphonate", "bisphosphonate"),
    Therapy("ivig", "intravenous immunoglobulin"),
    Therapy("sts", "sodium thiosulfate"),
    Therapy("sm", "sodium metabisulfite, topical"),
    Therapy("aloh", "aluminium hydroxide"),
    Therapy("neem", "neem oil with Hypericum perforatum extract"),
    Therapy("corticosteroids", "corticosteroids"),
    Therapy("treprostinil", "treprostinil"),
    Therapy("tofacitinib", "tofacitinib"),
    Therapy("iontophoresis", "acetic acid iontophoresis with ultrasound", is_procedure=True),
    Therapy("surgery", "surgical excision", is_procedure=True),
    Therapy("burr", "dental burr", is_procedure=True),
    Therapy("co2", "carbon dioxide laser", is_procedure=True),
    Therapy("eswl", "extracorporeal shock wave lithotripsy", is_procedure=True),
)
"""Every intervention that the review names, in the order in which it treats them."""
