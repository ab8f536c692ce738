"""Asking for something and closing it, under real keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import OrderKind
from calcitrack.ui.dialogs.order_dialog import OrderDialog
from tests.builders import a_patient
from tests.ui.form_keys import choose, key, line, named, opened, said, save, type_text, write

# The offscreen platform says so of windows and of lists that open.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
SWAB = Order(OrderKind.SWAB, date(2026, 11, 20), "Nurse A", visit_id=3, id=9, version=2)

Open = Callable[..., OrderDialog]


@pytest.fixture
def show(qtbot: QtBot) -> Open:
    def make(order: Order | None = None, **more: Any) -> OrderDialog:
        patient = a_patient(mrn="900-7", family_name="Aalto", given_name="Ingrid")
        dialog = OrderDialog(order, patient=patient, today=TODAY, **more)
        opened(qtbot, dialog)
        return dialog

    return make


def test_names_the_patient_by_two_identifiers(show: Open) -> None:
    shown = said(show()).replace("\u2068", "").replace("\u2069", "")
    assert "Aalto, Ingrid · born 03 Feb 1970 · MRN 900-7" in shown


def test_a_new_order_is_asked_for_today_by_whoever_is_signed_in(qtbot: QtBot, show: Open) -> None:
    dialog = show(asked_by="Dr M. Okafor", visit_id=3)
    choose(qtbot, dialog, "What is asked for", "Blood test")
    save(qtbot)
    assert dialog.value() == Order(OrderKind.BLOOD_TEST, TODAY, "Dr M. Okafor", visit_id=3)


def test_takes_another_day_and_name(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, "Asked for on", "yesterday")
    assert "21 Nov 2026" in said(dialog)
    write(qtbot, dialog, "By", "Dr B")
    save(qtbot)
    assert (dialog.value().asked_on, dialog.value().asked_by) == (date(2026, 11, 21), "Dr B")


def test_a_day_that_was_not_recorded_stays_so(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, "Asked for on", "")
    save(qtbot)
    assert dialog.value().asked_on is None


def test_refuses_a_day_that_reads_two_ways(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, "Asked for on", "3/4/2026")
    save(qtbot)
    assert dialog.isVisible()
    assert "two dates" in line(dialog, "Asked for on").accessibleDescription()


def test_closing_says_what_was_asked_for_and_takes_the_result_of_today(qtbot: QtBot, show: Open) -> None:
    dialog = show(SWAB, closing=True)
    assert "Swab" in said(dialog)
    assert "Asked for: 20 Nov 2026, by Nurse A" in said(dialog)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    type_text(qtbot, "Staph. aureus, sensitive to flucloxacillin")
    save(qtbot)
    made = dialog.value()
    assert (made.closed_on, made.result) == (TODAY, "Staph. aureus, sensitive to flucloxacillin")
    assert (made.kind, made.asked_on, made.id, made.visit_id, made.version) == (
        OrderKind.SWAB, SWAB.asked_on, 9, 3, 2,
    )  # fmt: skip


def test_closing_needs_a_result_and_a_day(qtbot: QtBot, show: Open) -> None:
    dialog = show(SWAB, closing=True)
    write(qtbot, dialog, "Came on", "")
    save(qtbot)
    assert dialog.isVisible()
    assert named(dialog, "Result", QPlainTextEdit).accessibleDescription() == "This is needed."
    assert line(dialog, "Came on").accessibleDescription() == "This is needed."
    assert named(dialog, "Result", QPlainTextEdit).hasFocus()


def test_refuses_a_result_from_before_it_was_asked_for(qtbot: QtBot, show: Open) -> None:
    dialog = show(SWAB, closing=True)
    type_text(qtbot, "no growth")
    write(qtbot, dialog, "Came on", "19 Nov 2026")
    save(qtbot)
    assert dialog.isVisible()
    assert line(dialog, "Came on").accessibleDescription() == "The result is dated before it was asked for."


def test_an_order_is_changed_and_keeps_its_result(qtbot: QtBot, show: Open) -> None:
    closed = Order(OrderKind.FILM, date(2026, 11, 1), "Dr B", date(2026, 11, 5), "erosions", id=4)
    dialog = show(closed)
    choose(qtbot, dialog, "What is asked for", "Letter")
    save(qtbot)
    assert dialog.value() == Order(OrderKind.LETTER, date(2026, 11, 1), "Dr B", date(2026, 11, 5), "erosions", id=4)


def test_escape_asks_before_a_result_is_lost(qtbot: QtBot, show: Open) -> None:
    dialog = show(SWAB, closing=True)
    type_text(qtbot, "no growth")
    key(qtbot, Qt.Key.Key_Escape)
    assert "What you typed here is not saved." in said(dialog)
    key(qtbot, Qt.Key.Key_Escape)
    assert named(dialog, "Result", QPlainTextEdit).toPlainText() == "no growth"
    assert named(dialog, "Result", QPlainTextEdit).hasFocus()
