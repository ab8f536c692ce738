"""The content: the review as data, read from `content/*.json` once and checked against its shapes.

Every record names its lines in the review's text; `docs/guidance-content.md` tells what each list holds.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from calcitrack.guidance.content_reader import read
from calcitrack.guidance.content_schema import (
    Citation,
    Classification,
    Discrepancy,
    Edge,
    Fact,
    Mechanism,
    Node,
    Review,
    Study,
    Subtype,
    Therapy,
)
from calcitrack.guidance.therapies import FOLDER

VERSION = "1"
"""Raised with every change of the data; the hash tells whether two programs hold the same."""

FILES = (
    *("review", "studies", "therapies", "trial_names", "discrepancies", "classification", "mechanisms", "epidemiology"),
    *("presentation", "imaging", "subtypes", "pathway", "not_stated", "citations"),
)

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Content:
    """All that the program knows of the review."""

    version: str
    hash: str
    review: Review
    studies: tuple[Study, ...]
    therapies: tuple[Therapy, ...]
    discrepancies: tuple[Discrepancy, ...]
    classification: tuple[Classification, ...]
    mechanisms: tuple[Mechanism, ...]
    epidemiology: tuple[Fact, ...]
    presentation: tuple[Fact, ...]
    imaging: tuple[Fact, ...]
    subtypes: tuple[Subtype, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    not_stated: tuple[Fact, ...]
    citations: tuple[Citation, ...]


@cache
def content() -> Content:
    """The content; read at the first call."""
    raw = {name: parsed(name) for name in FILES}

    def records(shape: type[Shape], name: str, items: list[Any] | None = None) -> tuple[Shape, ...]:
        return tuple(read(shape, item, f"{name}[{i}]") for i, item in enumerate(raw[name] if items is None else items))

    return Content(
        version=VERSION,
        hash=fingerprint(raw),
        review=read(Review, raw["review"], "review"),
        studies=records(Study, "studies"),
        therapies=records(Therapy, "therapies"),
        discrepancies=records(Discrepancy, "discrepancies"),
        classification=records(Classification, "classification"),
        mechanisms=records(Mechanism, "mechanisms"),
        epidemiology=records(Fact, "epidemiology"),
        presentation=records(Fact, "presentation"),
        imaging=records(Fact, "imaging"),
        subtypes=records(Subtype, "subtypes"),
        nodes=records(Node, "pathway", raw["pathway"]["nodes"]),
        edges=records(Edge, "pathway", raw["pathway"]["edges"]),
        not_stated=records(Fact, "not_stated"),
        citations=records(Citation, "citations"),
    )


def parsed(name: str) -> Any:
    """One file of the content as it stands."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def fingerprint(raw: Any) -> str:
    """SHA-256 over the data, not over its layout: line ends and indentation do not matter."""
    canonical = json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
