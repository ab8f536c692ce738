"""The names of the drugs and procedures that the review speaks of: words for entering a trial, no advice.

They are wanted when a window opens, so this module reads their one file and nothing else of the content.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class TrialName:
    """A name offered while a trial is typed.

    Attributes:
        code: Permanent short name.
        is_procedure: It has a day, not a course.
        therapy: The record of the content that tells what the review says of it.
        lines: Where the review names it, as "12-15, 18".
    """

    code: str
    name: str
    is_procedure: bool
    therapy: str
    lines: str


THERAPIES = tuple(TrialName(**raw) for raw in json.loads((FOLDER / "trial_names.json").read_text(encoding="utf-8")))
"""Every intervention that the review names, and of the bisphosphonates also the agents."""
