"""Tries on this computer what the program rests on: the encrypted vault, the chart, the PDF."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from calcitrack.clinic.demo.vault import create_demo
from calcitrack.clinic.session import Clinic, open_clinic
from calcitrack.domain.clock import SystemClock


def run(_options: argparse.Namespace) -> int:
    """Print a JSON object of what was tried; 1 when something is at fault."""
    # Nothing of it needs a screen; this only chooses Qt's drawing engine for this process.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        found["vault"] = _try(lambda: create_demo(vault, SystemClock()))
        found["encrypted"] = _try(lambda: _check_encrypted(vault))
        found["unlock"] = _try(lambda: open_clinic(vault, "demo", "demonstration").close())
        found["chart"] = _try(lambda: _with_clinic(vault, _draw_chart))
        found["pdf"] = _try(lambda: _with_clinic(vault, _print_summary))
    json.dump(found, sys.stdout, indent=1)
    print()
    return 0 if set(found.values()) == {"ok"} else 1


def _try(work: Callable[[], object]) -> str:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - a self-test reports whatever goes wrong, by kind only
        return f"fault: {type(error).__name__}"
    return "ok"


def _check_encrypted(vault: Path) -> None:
    for file in vault.iterdir():
        content = file.read_bytes()
        if b"SQLite format 3" in content or b"DEMO-0" in content:
            raise ValueError(file.name)


def _with_clinic(vault: Path, work: Callable[[Clinic, int], None]) -> None:
    clinic = open_clinic(vault, "demo", "demonstration")
    try:
        followed = next(
            patient_id
            for patient_id in clinic.patients.all_ids()
            if len(clinic.patients.reload(patient_id).counted_visits) > 3
        )
        work(clinic, followed)
    finally:
        clinic.close()


def _draw_chart(clinic: Clinic, patient_id: int) -> None:
    from calcitrack.ui.pages.chart.trend_card import chart_picture

    if not chart_picture(clinic, patient_id).size().isValid():
        raise ValueError


def _print_summary(clinic: Clinic, patient_id: int) -> None:
    visit = clinic.patients.reload(patient_id).counted_visits[-1]
    if not clinic.prints.summary(patient_id, visit.id).content.startswith(b"%PDF-"):
        raise ValueError
