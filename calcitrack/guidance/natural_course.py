"""What the review says of the course that lesions take by themselves: it stands beside every response."""

from __future__ import annotations

from collections.abc import Iterable

from calcitrack.domain.patient import Diagnosis
from calcitrack.domain.vocabulary import Disease
from calcitrack.guidance.content import content
from calcitrack.guidance.content_schema import Discrepancy, Node

_SCLERODERMA, _JUVENILE, _OTHERS = "N13", "N11", "N14"
_NODES = {Disease.LCSSC: _SCLERODERMA, Disease.DCSSC: _SCLERODERMA, Disease.JDM: _JUVENILE}


def natural_course(diagnoses: Iterable[Diagnosis]) -> tuple[Node, ...]:
    """The steps of the pathway that tell the natural history of a patient's diseases, or that there is none.

    Each of the review's statements once; that it gives none only where no other disease has one.
    """
    listed = list(diagnoses)
    wanted = {_NODES[one.disease] for one in listed if one.disease in _NODES} or {_OTHERS}
    return tuple(node for node in content().nodes if node.id in wanted)


def sources_differ(node: Node) -> tuple[Discrepancy, ...]:
    """Where the review does not agree with itself on such a statement; neither side is chosen."""
    return tuple(one for one in content().discrepancies if one.id in node.discrepancies)


def definition_of_response() -> Node:
    """The step that tells the words of response by the published definition."""
    return next(node for node in content().nodes if node.id == "N33")
