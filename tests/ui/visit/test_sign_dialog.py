"""The last look before a signature, under real keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.review import missing
from calcitrack.domain.text import Message
from calcitrack.domain.visit import Antibiotic, InstrumentAnswer, Visit
from calcitrack.domain.vocabulary import Infection, State
from calcitrack.ui.dialogs.sign_dialog import SignDialog
from calcitrack.ui.theme import apply_theme, theme_for
from tests.builders import a_lesion, a_patient, a_reading, a_visit, an_assessment
from tests.ui.form_keys import key, opened, press, said, save

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

DAY = date(2026, 11, 22)
PATIENT = a_patient(mrn="900-7", family_name="Aalto", given_name="Ingrid")
BEFORE = a_visit(date(2026, 8, 1), an_assessment(1, readings=(a_reading(100, 100),)), an_assessment(2))
DRAFT = a_visit(
    DAY,
    an_assessment(1, readings=(a_reading(110, 100),), ulcer=True),
    an_assessment(2, State.RESOLVED),
    an_assessment(3, State.NOT_EXAMINED),
    an_assessment(4, infection=Infection.MINOR),
    signed=False,
    note="Lesion 4 opened.\nSwab sent.",
    plan="Hand X-ray <1>",
    follow_up_weeks=12,
    fever=False,
)

Open = Callable[..., SignDialog]


def record_of(visit: Visit) -> PatientRecord:
    lesions = tuple(a_lesion(number) for number in range(1, 7))
    return PatientRecord(PATIENT, lesions=lesions, visits=(BEFORE, visit))


@pytest.fixture
def show(qtbot: QtBot) -> Open:
    def make(visit: Visit = DRAFT, open_points: Sequence[Message] | None = None) -> SignDialog:
        record = record_of(visit)
        points = missing(record, visit) if open_points is None else open_points
        dialog = SignDialog(record, visit, points, "Dr M. Okafor")
        opened(qtbot, dialog)
        return dialog

    return make


def changed(**fields: Any) -> Visit:
    return replace(DRAFT, **fields)


def test_names_the_patient_by_two_identifiers_the_day_and_the_signer(show: Open) -> None:
    shown = said(show())
    for word in ("Aalto, Ingrid", "03 Feb 1970", "900-7", "22 Nov 2026", "Dr M. Okafor"):
        assert word in shown


def test_says_what_is_in_the_visit(show: Open) -> None:
    shown = said(show()).splitlines()
    assert "4 of 6 lesions recorded, 2 measured." in shown
    # 110 x 100 and a resolved lesion against 100 x 100 and 100 x 80
    assert "Area since the last signed visit: −39 % (2 lesions compared)." in shown
    for sentence in (
        "New: lesions 3, 4.",
        "Resolved: lesion 2.",
        "Not examined: lesion 3.",
        "Ulcer: lesion 1.",
        "Infection or pus: lesion 4.",
        "Fever: no.",
        "Next visit in 12 weeks, 14 Feb 2027.",
    ):
        assert sentence in shown


def test_shows_note_and_plan_as_they_were_written(show: Open) -> None:
    shown = said(show())
    assert "Note: Lesion 4 opened.\nSwab sent." in shown
    assert "Plan: Hand X-ray <1>" in shown


def test_says_what_else_is_in_it(show: Open) -> None:
    more = changed(
        fever=True,
        instruments=(InstrumentAnswer("pain_worst_week", 4),),
        antibiotics=(Antibiotic("cefalexin", "oral", None, None),),
        follow_up_weeks=None,
    )
    shown = said(show(more))
    for sentence in ("Fever: yes.", "Scores recorded: 1.", "Antibiotics: cefalexin.", "No next visit agreed."):
        assert sentence in shown


def test_compares_nothing_where_nothing_was_measured_twice(show: Open) -> None:
    assert "No lesion has a size now and at the last signed visit." in said(show(changed(assessments=())))


def test_lists_everything_that_is_missing(show: Open) -> None:
    dialog = show()
    points = [str(point) for point in missing(record_of(DRAFT), DRAFT)]
    assert "Nothing recorded: lesions 5, 6." in points
    for point in points:
        assert f"• {point}" in said(dialog)
        assert point in dialog.accessibleDescription()


def test_says_so_where_nothing_is_missing(show: Open) -> None:
    assert "Nothing is missing." in said(show(open_points=()))


def test_what_is_missing_does_not_forbid_to_sign(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    save(qtbot)
    assert dialog.value()
    assert not dialog.isVisible()


def test_the_button_signs(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    press(qtbot, dialog, "Sign")
    assert dialog.value()


@pytest.mark.parametrize("which", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_escape_and_enter_go_back(qtbot: QtBot, show: Open, which: Qt.Key) -> None:
    dialog = show()
    assert dialog.cancel_button.hasFocus()
    key(qtbot, which)
    assert not dialog.isVisible()
    assert not dialog.value()


def test_the_keys_that_open_the_review_do_not_sign_while_they_are_held(show: Open) -> None:
    """The test keyboard cannot hold a key down; a shortcut that does not repeat needs a key that is pressed anew."""
    dialog = show()
    shortcuts = dialog.findChildren(QShortcut)
    assert {shortcut.key().toString() for shortcut in shortcuts} == {"Ctrl+Return", "Ctrl+Enter"}
    assert not any(shortcut.autoRepeat() for shortcut in shortcuts)


def test_names_no_patient_in_the_window_title(show: Open) -> None:
    assert show().windowTitle() == "CalciTrack"


def test_at_double_size_the_buttons_stay_and_a_key_pages_to_the_end(
    qapp: QApplication, qtbot: QtBot, show: Open
) -> None:
    apply_theme(qapp, theme_for("dark", 2.0, Qt.ColorScheme.Unknown))
    dialog = show()
    dialog.setMaximumSize(1024, 768)
    dialog.resize(1024, 768)
    qtbot.waitUntil(lambda: dialog.width() == 1024)
    area = dialog.findChildren(QScrollArea)[0]
    assert not area.horizontalScrollBar().isVisible()
    for button in (dialog.save_button, dialog.cancel_button):
        assert button.visibleRegion().boundingRect().size() == button.size()
    for _ in range(10):
        key(qtbot, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() == area.verticalScrollBar().maximum() > 0
    dialog.reject()
    apply_theme(qapp, theme_for("light", 1.0, Qt.ColorScheme.Unknown))
