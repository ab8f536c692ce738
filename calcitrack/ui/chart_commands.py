"""The commands that are done by the chart: what each one asks of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calcitrack.ui.pages.chart.patient_page import PatientPage

CHART_COMMANDS: Mapping[str, Callable[[PatientPage], object]] = {
    "new_visit": lambda page: page.go_to_visit(),
    "show_therapy": lambda page: page.show_therapy(),
    "show_pathway": lambda page: page.show_pathway(),
    "start_trial": lambda page: page.start_trial(),
    "next_part": lambda page: page.visit_panel.go_on(),
    "undo": lambda page: page.visit_panel.undo(),
    "redo": lambda page: page.visit_panel.redo(),
    "sign_visit": lambda page: page.visits.review_and_sign(),
    "print_summary": lambda page: page.print_summary(),
    "print_patient_page": lambda page: page.print_patient_page(),
    "write_referral": lambda page: page.write_referral(),
    "copy_visit": lambda page: page.copy_visit(),
    "amend_visit": lambda page: page.visits.amend_visit(),
    "merge_record": lambda page: page.merging.merge(),
    "separate_record": lambda page: page.merging.separate(),
}

SHOWN_FIRST = frozenset({"new_visit", "show_therapy", "show_pathway"})
"""Those that bring the chart to the front before they are done."""
