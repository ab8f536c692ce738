"""When a finding counts as put aside: while its facts and the content are those on which somebody did so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from calcitrack.domain.dismissal import Dismissal
from calcitrack.guidance.content import content
from calcitrack.guidance.finding import Finding


def facts_hash(finding: Finding) -> str:
    """SHA-256 over what a finding says and rests on.

    The row numbers of visits are left out: the same fact in a draft and, signed, in the record is one fact.
    """
    facts = [[f.name, f.value, f.on.isoformat() if f.on else None, f.lesion] for f in finding.facts]
    missing = [[m.name, m.lesion] for m in finding.missing]
    parts = [finding.id, finding.status.value, finding.sentence.template, facts, missing]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def dismissal_of(finding: Finding, dismissals: Iterable[Dismissal]) -> Dismissal | None:
    """The dismissal that holds for a finding as it now is; None when there is none."""
    named = [d for d in dismissals if d.finding == finding.id and d.content_hash == content().hash]
    if not named:
        return None
    now = facts_hash(finding)
    return next((d for d in reversed(named) if d.facts_hash == now), None)
