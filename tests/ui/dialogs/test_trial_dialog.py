"""The form of a therapy under real keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea
from pytestqt.qtbot import QtBot

from calcitrack.domain.trial import PROCEDURE, AdverseEffect, DoseStep, Trial
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.dialogs.therapy.trial_dialog import TrialDialog
from calcitrack.ui.theme import apply_theme, theme_for
from tests.builders import a_lesion, a_patient, a_trial, clinic_day
from tests.ui.form_keys import choose, key, line, named, opened, press, said, save, type_text, write

# The offscreen platform says so of windows and of lists that open.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
LESIONS = (a_lesion(1, id=11), a_lesion(2, id=12), a_lesion(3, id=13))
LABELS = {11: "#1 L index", 12: "#2 R elbow & forearm", 13: "#3 L knee"}
THERAPY, START, STOP, REASON = "Drug or procedure", "Start, or day of the procedure", "Last day", "Reason for stopping"

Open = Callable[..., TrialDialog]


def all_with_baseline(trial: Trial) -> Sequence[int]:
    return ()


@pytest.fixture
def show(qtbot: QtBot) -> Open:
    def make(trial: Trial | None = None, **changed: Any) -> TrialDialog:
        given: dict[str, Any] = {
            "lesions": LESIONS,
            "labels": LABELS,
            "patient": a_patient(mrn="900-7", family_name="Aalto", given_name="Ingrid"),
            "today": TODAY,
            "therapies": ("diltiazem", "colchicine", "minocycline"),
            "without_baseline": all_with_baseline,
        }
        dialog = TrialDialog(trial, **(given | changed))
        opened(qtbot, dialog)
        return dialog

    return make


def test_a_name_suffices_for_a_drug_that_begins_today_for_all_lesions(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    type_text(qtbot, "diltiazem")
    save(qtbot)
    assert dialog.value() == Trial("diltiazem", TODAY)


def test_names_the_patient_by_two_identifiers_but_not_in_the_window_title(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    shown = said(dialog).replace("\u2068", "").replace("\u2069", "")
    assert "Aalto, Ingrid · born 03 Feb 1970 · MRN 900-7" in shown
    assert dialog.windowTitle() == "CalciTrack"


def test_completes_a_therapy_from_the_clinics_own(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    type_text(qtbot, "col")
    popup = line(dialog, THERAPY).completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    save(qtbot)
    assert dialog.value().therapy == "colchicine"


def test_records_route_dose_and_days(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, THERAPY, "diltiazem")
    choose(qtbot, dialog, "Route", "Oral")
    write(qtbot, dialog, "Dose", "60 mg tid")
    write(qtbot, dialog, START, "3 May 2026")
    write(qtbot, dialog, STOP, "2026-08-01")
    write(qtbot, dialog, REASON, "no response")
    save(qtbot)
    assert dialog.value() == Trial("diltiazem", date(2026, 5, 3), "60 mg tid", "oral", date(2026, 8, 1), "no response")


def test_a_dose_without_a_unit_is_asked_for_it(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    type_text(qtbot, "diltiazem")
    write(qtbot, dialog, "Dose", "60")
    save(qtbot)
    assert "The dose has no unit." in line(dialog, "Dose").accessibleDescription()
    write(qtbot, dialog, "Dose", "60 mg tid")
    save(qtbot)
    assert dialog.value().dose == "60 mg tid"


def test_31_february_is_no_day_to_begin_on(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    type_text(qtbot, "diltiazem")
    write(qtbot, dialog, START, "31 Feb 2026")
    save(qtbot)
    assert dialog.isVisible()
    assert line(dialog, START).accessibleDescription() == "There is no such day."


def test_nothing_is_aimed_at_a_lesion_that_was_not_seen_yet(qtbot: QtBot, show: Open) -> None:
    dialog = show(lesions=(*LESIONS, a_lesion(4, id=14, first_seen=TODAY)), labels={**LABELS, 14: "#4 nose"})
    type_text(qtbot, "diltiazem")
    write(qtbot, dialog, START, "1 Nov 2026")
    press(qtbot, dialog, "#4 nose")
    save(qtbot)
    assert "Lesion #4 was first seen on 22 Nov 2026, after this began on 01 Nov 2026" in said(dialog)
    press(qtbot, dialog, "All lesions, also later ones")
    save(qtbot)
    assert dialog.value().targets is None


def test_a_procedure_tells_what_it_did_to_the_lesions_ticked(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    type_text(qtbot, "surgical excision")
    choose(qtbot, dialog, "Route", "Procedure")
    choose(qtbot, dialog, "Done to the lesions ticked", "Excised")
    save(qtbot)
    assert "Tick the lesions on which the procedure was done." in said(dialog)
    press(qtbot, dialog, "#1 L index")
    save(qtbot)
    assert (dialog.value().targets, dialog.done_to_lesions()) == ((11,), EventKind.EXCISED)


def test_a_drug_does_nothing_of_the_kind(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    type_text(qtbot, "diltiazem")
    assert "Done to the lesions ticked" not in said(dialog)
    save(qtbot)
    assert dialog.done_to_lesions() is None


def test_a_stored_route_that_is_not_on_the_list_stays(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_trial(route="inhaled"))
    assert named(dialog, "Route", QComboBox).currentText() == "inhaled"
    save(qtbot)
    assert dialog.value().route == "inhaled"


def test_a_procedure_has_a_day_and_no_end(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, THERAPY, "surgical excision")
    choose(qtbot, dialog, "Route", "Procedure")
    assert STOP not in said(dialog)
    write(qtbot, dialog, START, "3 May 2026")
    save(qtbot)
    made = dialog.value()
    assert made.is_procedure
    assert (made.start, made.stop, made.stop_reason) == (date(2026, 5, 3), date(2026, 5, 3), None)


def test_what_was_typed_under_the_end_comes_back_when_it_is_no_procedure_after_all(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, REASON, "no response")
    choose(qtbot, dialog, "Route", "Procedure")
    choose(qtbot, dialog, "Route", "Topical")
    assert line(dialog, REASON).text() == "no response"


def test_a_procedure_in_the_future_is_said_once(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_trial(route=PROCEDURE))
    write(qtbot, dialog, START, "1 Jan 2027")
    save(qtbot)
    assert line(dialog, START).accessibleDescription() == "This lies in the future."
    assert "one entry cannot be taken" in said(dialog)


def test_says_beside_each_field_what_is_wrong(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, START, "3 May 2026")
    write(qtbot, dialog, STOP, "2 May 2026")
    save(qtbot)
    assert dialog.isVisible()
    assert line(dialog, THERAPY).accessibleDescription() == "This is needed."
    assert line(dialog, STOP).accessibleDescription() == "The stop is before the start."
    assert line(dialog, THERAPY).hasFocus()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "This is needed."), ("3/4/2026", "two dates"), ("1 Jan 1969", "before the patient was born")],
)
def test_refuses_a_start_that_cannot_be(qtbot: QtBot, show: Open, typed: str, sentence: str) -> None:
    dialog = show()
    write(qtbot, dialog, THERAPY, "diltiazem")
    write(qtbot, dialog, START, typed)
    save(qtbot)
    assert dialog.isVisible()
    assert sentence in line(dialog, START).accessibleDescription()


def test_a_new_therapy_is_for_all_lesions_unless_some_are_ticked(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    type_text(qtbot, "laser")
    press(qtbot, dialog, "#3 L knee")
    press(qtbot, dialog, "#1 L index")
    save(qtbot)
    assert dialog.value().targets == (11, 13)


def test_targets_that_were_stored_keep_their_order(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_trial(targets=(13, 11)))
    press(qtbot, dialog, "#2 R elbow && forearm")
    save(qtbot)
    assert dialog.value().targets == (13, 11, 12)


def test_asks_for_a_lesion_where_only_ticked_ones_count_and_none_is(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    type_text(qtbot, "laser")
    press(qtbot, dialog, "Only the lesions ticked")
    save(qtbot)
    assert dialog.isVisible()
    assert "Tick a lesion, or choose all lesions." in said(dialog)


def test_names_the_lesions_without_a_valid_baseline_by_their_numbers(qtbot: QtBot, show: Open) -> None:
    dialog = show(without_baseline=lambda trial: (12, 13) if trial.targets is None else ())
    assert "No valid baseline: lesions 2, 3." in said(dialog)
    press(qtbot, dialog, "#1 L index")
    assert "No valid baseline" not in said(dialog)


def test_asks_for_the_baseline_of_the_start_that_is_typed(qtbot: QtBot, show: Open) -> None:
    asked: list[date] = []

    def lacking(trial: Trial) -> Sequence[int]:
        asked.append(trial.start)
        return (11,) if trial.start < date(2026, 1, 1) else ()

    dialog = show(without_baseline=lacking)
    write(qtbot, dialog, START, "3 May 2025")
    assert "No valid baseline: lesion 1." in said(dialog)
    write(qtbot, dialog, START, "3 May 2026")
    assert "No valid baseline" not in said(dialog)
    assert set(asked) == {TODAY, date(2025, 5, 3), date(2026, 5, 3)}


def test_records_adverse_effects_with_severity_and_day(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_trial())
    press(qtbot, dialog, "Add an adverse effect")
    type_text(qtbot, "ankle oedema")
    choose(qtbot, dialog, "Severity", "Moderate")
    write(qtbot, dialog, "Since", "yesterday")
    press(qtbot, dialog, "Add an adverse effect")  # stays empty, and so says nothing
    save(qtbot)
    assert dialog.value().adverse_effects == (AdverseEffect("ankle oedema", "moderate", date(2026, 11, 21)),)


def test_a_severity_without_an_effect_asks_for_the_effect(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_trial())
    press(qtbot, dialog, "Add an adverse effect")
    choose(qtbot, dialog, "Severity", "Severe")
    save(qtbot)
    assert line(dialog, "Adverse effect").accessibleDescription() == "This is needed."


def test_gives_dose_steps_oldest_first_however_they_were_typed(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_trial(start=date(2026, 1, 1)))
    for day, dose in (("1 Jun 2026", "90 mg tid"), ("1 Mar 2026", "60 mg tid")):
        press(qtbot, dialog, "Add a change of dose")
        type_text(qtbot, day)
        key(qtbot, Qt.Key.Key_Tab)
        type_text(qtbot, dose)
    save(qtbot)
    assert dialog.value().steps == (DoseStep(date(2026, 3, 1), "60 mg tid"), DoseStep(date(2026, 6, 1), "90 mg tid"))


def test_says_beside_a_dose_that_its_day_lies_outside_the_trial(qtbot: QtBot, show: Open) -> None:
    inside, outside = DoseStep(date(2026, 3, 1), "60 mg tid"), DoseStep(date(2025, 3, 1), "30 mg tid")
    dialog = show(a_trial(start=date(2026, 1, 1), steps=(inside, outside)))
    save(qtbot)
    assert line(dialog, "From", 0).accessibleDescription() == ""
    assert "outside the trial's dates" in line(dialog, "From", 1).accessibleDescription()


def test_amount_and_unit_stay_with_a_dose_that_was_not_rewritten(qtbot: QtBot, show: Open) -> None:
    steps = (DoseStep(date(2026, 3, 1), "60 mg tid", 180, "mg/d"), DoseStep(date(2026, 4, 1), "90 mg tid", 270, "mg/d"))
    dialog = show(a_trial(start=date(2026, 1, 1), steps=steps))
    write(qtbot, dialog, "Dose", "120 mg bid", place=2)  # the first is the dose at the start
    save(qtbot)
    assert dialog.value().steps == (steps[0], DoseStep(date(2026, 4, 1), "120 mg bid"))


def test_stopping_begins_at_the_last_day_and_needs_it(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_trial("diltiazem", start=date(2026, 1, 1)), stopping=True)
    assert "Stop diltiazem" in said(dialog)
    assert line(dialog, STOP).hasFocus()
    key(qtbot, Qt.Key.Key_Tab)
    assert line(dialog, REASON).hasFocus()
    type_text(qtbot, "ankle oedema")
    save(qtbot)
    assert (dialog.value().stop, dialog.value().stop_reason) == (TODAY, "ankle oedema")


def test_stopping_without_a_day_is_refused(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_trial(), stopping=True)
    write(qtbot, dialog, STOP, "")
    save(qtbot)
    assert dialog.isVisible()
    assert line(dialog, STOP).accessibleDescription() == "This is needed."


def test_gives_back_a_trial_as_it_was_given(qtbot: QtBot, show: Open) -> None:
    for record in clinic_day():
        for trial in record.trials:
            labels = {lesion.id: lesion.site for lesion in record.lesions}
            dialog = show(trial, lesions=record.lesions, labels=labels, patient=record.patient)
            save(qtbot)
            assert dialog.value() == trial


def test_gives_back_a_procedure_that_was_stored_without_an_end(qtbot: QtBot, show: Open) -> None:
    trial = a_trial("laser", route=PROCEDURE, stop=None, stop_reason="completed")
    dialog = show(trial)
    save(qtbot)
    assert dialog.value() == trial


def test_escape_on_a_changed_form_asks_before_it_closes(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    type_text(qtbot, "laser")
    key(qtbot, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    press(qtbot, dialog, "Close without saving")
    assert dialog.result() == TrialDialog.DialogCode.Rejected


def test_fits_a_small_screen_at_double_size(qapp: QApplication, qtbot: QtBot, show: Open) -> None:
    apply_theme(qapp, theme_for("light", 2.0, Qt.ColorScheme.Unknown))
    dialog = show(a_trial(steps=(DoseStep(date(2026, 3, 1), "60 mg tid"),), adverse_effects=(AdverseEffect("rash"),)))
    dialog.setMaximumSize(1024, 768)
    dialog.resize(1024, 768)
    qtbot.waitUntil(lambda: dialog.width() == 1024)
    assert not dialog.findChildren(QScrollArea)[0].horizontalScrollBar().isVisible()
    assert dialog.save_button.visibleRegion().boundingRect().size() == dialog.save_button.size()
    dialog.reject()
    apply_theme(qapp, theme_for("light", 1.0, Qt.ColorScheme.Unknown))
