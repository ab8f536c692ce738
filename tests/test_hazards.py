"""The hazard log: each hazard has a control, each control a test that is there, and nobody but a clinician scores."""

from __future__ import annotations

import ast
import csv
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOG = ROOT / "docs" / "hazards.csv"
COLUMNS = ["id", "hazard", "cause", "effect on the patient", "severity", "likelihood", "control", "test id",
           "residual risk", "clinical owner"]  # fmt: skip
OF_A_CLINICIAN = ("severity", "likelihood", "residual risk")


def hazards() -> list[dict[str, str]]:
    with LOG.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@cache
def named_in(path: Path) -> frozenset[str]:
    """The tests of a module by name, those of its classes as Class::test."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    inner = {
        f"{group.name}::{node.name}"
        for group in tree.body
        if isinstance(group, ast.ClassDef)
        for node in group.body
        if isinstance(node, ast.FunctionDef)
    }
    return frozenset(own | inner)


def test_every_hazard_tells_its_cause_its_effect_and_its_control() -> None:
    for hazard in hazards():
        assert all(hazard[name].strip() for name in ("hazard", "cause", "effect on the patient", "control")), hazard[
            "id"
        ]


def test_every_control_has_a_test_that_is_there() -> None:
    lacking = []
    for hazard in hazards():
        named = hazard["test id"].split()
        if not named:
            lacking.append(f"{hazard['id']}: no test")
        for test in named:
            module, _, name = test.partition("::")
            path = ROOT / module
            if not path.is_file() or not name.rpartition("::")[2].startswith("test_") or name not in named_in(path):
                lacking.append(f"{hazard['id']}: {test}")
    assert lacking == []


def test_hazards_are_numbered_once_and_in_order() -> None:
    numbers = [hazard["id"] for hazard in hazards()]
    assert numbers == [f"H{n:02}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) >= 38


def test_no_hazard_is_scored_without_a_named_clinician() -> None:
    scored = [h["id"] for h in hazards() if any(h[name] for name in OF_A_CLINICIAN) and not h["clinical owner"].strip()]
    assert scored == []
