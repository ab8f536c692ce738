"""The content as one plain object, for `calcitrack evidence --json` and whoever reuses the data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from calcitrack.guidance.content import Content, content
from calcitrack.guidance.content_schema import Edge, Study

LISTS = (
    *("therapies", "discrepancies", "classification", "mechanisms", "epidemiology", "presentation", "imaging"),
    *("subtypes", "not_stated", "citations"),
)


def evidence() -> dict[str, Any]:
    """Everything but the names offered for trials; lines are lists of every line, absent figures are null."""
    held: Content = content()
    return {
        "version": held.version,
        "hash": held.hash,
        "review": asdict(held.review),
        "studies": [_study(study) for study in held.studies],
        **{name: [asdict(record) for record in getattr(held, name)] for name in LISTS},
        "pathway": {"nodes": [asdict(node) for node in held.nodes], "edges": [_edge(edge) for edge in held.edges]},
    }


def _study(study: Study) -> dict[str, Any]:
    # One number where the review gives one, so that a row can be looked up by it; several stay a list.
    ref: int | list[int] | None = None
    if study.refs:
        ref = study.refs[0] if len(study.refs) == 1 else list(study.refs)
    return {**asdict(study), "ref": ref}


def _edge(edge: Edge) -> dict[str, Any]:
    plain = asdict(edge)
    return {"from": plain.pop("start"), "to": plain.pop("end"), **plain}
