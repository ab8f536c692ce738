"""The form of a patient under real keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.likeness import bare_number, may_be_same
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis, Patient
from calcitrack.domain.vocabulary import (
    AllergyStatus,
    Answer,
    AntibodyResult,
    BackgroundFact,
    Disease,
    DominantHand,
    PatientStatus,
    Sex,
)
from calcitrack.ui.dialogs.patients.patient_dialog import PatientDialog
from calcitrack.ui.theme import apply_theme, theme_for
from tests.builders import a_patient, clinic_day
from tests.ui.form_keys import choose, key, line, named, opened, press, said, save, type_text, write

# The offscreen platform says so of windows and of lists that open.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
MRN, FAMILY, GIVEN, BORN = "Record number (MRN)", "Family name", "Given names", "Date of birth"

Open = Callable[..., PatientDialog]


@dataclass
class Known:
    """Who is in the vault already: so many people and numbers as a test needs."""

    people: Sequence[Patient] = ()
    numbers: Sequence[Patient] = ()
    taken: str = ""
    asked: list[Patient] = field(default_factory=list)

    def is_taken(self, mrn: str) -> bool:
        return mrn == self.taken

    def numbered_like(self, mrn: str) -> Sequence[Patient]:
        return [one for one in self.numbers if mrn and bare_number(one.mrn) == bare_number(mrn)]

    def look_alikes(self, patient: Patient) -> Sequence[Patient]:
        self.asked.append(patient)
        return [one for one in self.people if may_be_same(one, patient)]


@pytest.fixture
def show(qtbot: QtBot) -> Open:
    def make(patient: Patient | None = None, known: Known | None = None) -> PatientDialog:
        dialog = PatientDialog(patient, today=TODAY, known=known or Known(), openable=patient is None)
        opened(qtbot, dialog)
        return dialog

    return make


def fill_in(qtbot: QtBot, mrn: str = "900-7", family: str = "Aalto", given: str = "Ingrid", born: str = "1968") -> None:
    """Type the first four fields, from the first, with Tab between them."""
    for text in (mrn, family, given, born):
        type_text(qtbot, text)
        key(qtbot, Qt.Key.Key_Tab)


def test_the_first_four_fields_suffice_for_a_new_patient(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    save(qtbot)
    assert dialog.result() == PatientDialog.DialogCode.Accepted
    assert dialog.value() == Patient("900-7", "Aalto", "Ingrid", PartialDate("1968"))


def test_what_nobody_asked_stays_unknown(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    save(qtbot)
    made = dialog.value()
    assert made.allergies == Allergies(AllergyStatus.UNKNOWN)
    assert {made.answer(fact) for fact in BackgroundFact} == {Answer.UNKNOWN}
    assert (made.sex, made.dominant_hand, made.diagnoses) == (Sex.UNKNOWN, None, ())


@pytest.mark.parametrize(
    ("family", "given"), [("Đặng", "Thị Hà"), ("Γιώργος", ""), ("محمد", "فاطمة"), ("李", "小龙"), ("O'Łukasz", "  Æ ")]
)
def test_takes_names_of_any_script_without_the_blanks_around_them(
    qtbot: QtBot, show: Open, family: str, given: str
) -> None:
    dialog = show()
    fill_in(qtbot, family=f" {family} ", given=given)
    save(qtbot)
    assert (dialog.value().family_name, dialog.value().given_name) == (family, given.strip())


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("1968", "1968", "1968, age 57 or 58"),
        ("05/1968", "1968-05", "May 1968, age 58"),
        ("3 May 1968", "1968-05-03", "03 May 1968, age 58"),
        ("3.12.1968", "1968-12-03", "03 Dec 1968, age 57"),
    ],
)
def test_shows_how_a_birth_date_was_understood(qtbot: QtBot, show: Open, typed: str, stored: str, shown: str) -> None:
    dialog = show()
    fill_in(qtbot, born=typed)
    assert shown in said(dialog)
    save(qtbot)
    assert dialog.value().birth_date == PartialDate(stored)


def test_says_beside_each_field_what_is_wrong_and_goes_to_the_first(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, MRN, "1")
    write(qtbot, dialog, BORN, "3/4/1968")
    write(qtbot, dialog, "Status since", "1 Jan 2027")
    save(qtbot)
    assert dialog.isVisible()
    assert line(dialog, FAMILY).accessibleDescription() == "This is needed."
    assert "two dates" in line(dialog, BORN).accessibleDescription()
    assert line(dialog, "Status since").accessibleDescription() == "This lies in the future."
    assert "3 entries cannot be taken" in said(dialog)
    assert line(dialog, FAMILY).hasFocus()


def test_a_missing_birth_date_is_said_once(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot, born="")
    save(qtbot)
    assert "one entry cannot be taken" in said(dialog)
    assert line(dialog, BORN).accessibleDescription() == "This is needed."


def test_a_fault_goes_when_its_field_is_edited(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    save(qtbot)
    assert "This is needed." in line(dialog, FAMILY).accessibleDescription()
    write(qtbot, dialog, FAMILY, "A")
    assert line(dialog, FAMILY).accessibleDescription() == ""


def test_half_a_date_is_no_mistake_until_the_field_is_left(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, BORN, "3 May 19")
    assert line(dialog, BORN).accessibleDescription() == ""
    key(qtbot, Qt.Key.Key_Tab)
    assert "four digits" in line(dialog, BORN).accessibleDescription()


def test_says_while_typing_that_a_record_number_is_taken(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(taken="900-7"))
    write(qtbot, dialog, MRN, "900-7")
    assert "MRN taken" in line(dialog, MRN).accessibleDescription()
    write(qtbot, dialog, MRN, "900-77")
    assert line(dialog, MRN).accessibleDescription() == ""


def test_refuses_a_taken_record_number(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(taken="900-7"))
    fill_in(qtbot)
    save(qtbot)
    assert dialog.isVisible()
    assert line(dialog, MRN).hasFocus()


def test_a_patient_keeps_the_own_record_number(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_patient(mrn="900-7", id=3), Known(taken="900-7"))
    save(qtbot)
    assert dialog.value().mrn == "900-7"


INGRID = a_patient("004-1183", family_name="Aalto", given_name="Ingrid", birth_date=PartialDate("1968-05-03"), id=5)


def test_names_a_look_alike_by_two_identifiers_and_asks_about_it(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(people=[INGRID]))
    fill_in(qtbot)
    shown = said(dialog).replace("\u2068", "").replace("\u2069", "")
    assert "Perhaps in this vault already:" in shown
    assert "Aalto, Ingrid · born 03 May 1968 · MRN 004-1183" in shown
    save(qtbot)
    assert dialog.isVisible()
    assert "different person" in said(dialog)
    press(qtbot, dialog, "No, this is a different person")
    save(qtbot)
    assert dialog.value().mrn == "900-7"


def test_says_while_the_number_is_typed_whose_is_written_like_it(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(numbers=[INGRID]))
    type_text(qtbot, "004118")
    assert "MRN 004-1183" not in said(dialog).replace("\u2068", "")
    type_text(qtbot, "3")
    assert "MRN 004-1183" in said(dialog).replace("\u2068", "")
    assert QApplication.focusWidget() is line(dialog, MRN)


def test_says_who_has_a_number_that_is_taken(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(numbers=[INGRID], taken="004-1183"))
    fill_in(qtbot, mrn="004-1183", family="Berg")
    assert "MRN taken" in line(dialog, MRN).accessibleDescription()
    assert "Aalto, Ingrid" in said(dialog)
    press(qtbot, dialog, "No, this is a different person")
    save(qtbot)
    assert dialog.isVisible()


def test_somebody_who_is_found_twice_is_named_once(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(people=[INGRID], numbers=[INGRID]))
    fill_in(qtbot, mrn="0041183")
    assert said(dialog).count("Aalto, Ingrid") == 1


def test_a_patient_does_not_look_like_himself(qtbot: QtBot, show: Open) -> None:
    dialog = show(INGRID, Known(numbers=[INGRID]))
    write(qtbot, dialog, MRN, "0041183")
    assert "Perhaps in this vault" not in said(dialog)


def test_says_how_many_look_alikes_are_not_shown(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(people=[replace(INGRID, mrn=f"77-{n}", id=n) for n in range(1, 7)]))
    fill_in(qtbot)
    assert "4 of 6 are shown" in said(dialog)


def test_tab_comes_to_those_who_are_there_before_the_question_about_them(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(people=[replace(INGRID, mrn=f"77-{n}", id=n) for n in (1, 2)]))
    fill_in(qtbot)
    stops = []
    for _ in range(4):
        stops.append(QApplication.focusWidget().accessibleName().replace("\u2068", "").replace("\u2069", ""))
        key(qtbot, Qt.Key.Key_Tab)
    assert [stop.rpartition(" ")[2] for stop in stops] == ["77-1", "77-2", "person", "Sex"]
    assert dialog.isVisible()


def test_an_answer_about_somebody_else_does_not_hold(qtbot: QtBot, show: Open) -> None:
    berta = replace(INGRID, id=6, mrn="77", given_name="Berta")
    dialog = show(known=Known(people=[INGRID, berta]))
    fill_in(qtbot)
    press(qtbot, dialog, "No, this is a different person")
    write(qtbot, dialog, GIVEN, "Berta")
    save(qtbot)
    assert dialog.isVisible()


def test_the_form_is_left_for_a_patient_who_is_there_after_asking(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(people=[INGRID]))
    fill_in(qtbot)
    press(qtbot, dialog, "Open this chart")
    assert "not saved" in said(dialog)
    press(qtbot, dialog, "Close without saving")
    assert (dialog.isVisible(), dialog.meant()) == (False, INGRID.id)


def test_a_form_that_is_closed_after_all_opens_nobody(qtbot: QtBot, show: Open) -> None:
    dialog = show(known=Known(people=[INGRID]))
    fill_in(qtbot)
    press(qtbot, dialog, "Open this chart")
    press(qtbot, dialog, "Go on with the form")
    press(qtbot, dialog, "Cancel")
    press(qtbot, dialog, "Close without saving")
    assert (dialog.isVisible(), dialog.meant()) == (False, 0)


def test_asks_for_look_alikes_with_name_and_birth_only(qtbot: QtBot, show: Open) -> None:
    known = Known()
    dialog = show(known=known)
    fill_in(qtbot, born="1968")
    assert dialog.isVisible()
    assert {(p.family_name, p.given_name, p.birth_date.text) for p in known.asked} == {("Aalto", "Ingrid", "1968")}


def test_records_diagnoses_with_dates_as_exact_as_known(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "Add a diagnosis")
    choose(qtbot, dialog, "Disease", "Dermatomyositis (DM)")
    write(qtbot, dialog, "First Raynaud", "2001")
    write(qtbot, dialog, "First other symptom", "3/2004")
    write(qtbot, dialog, "Diagnosed", "4 Mar 2005")
    write(qtbot, dialog, "First calcinosis", "2009")
    save(qtbot)
    assert dialog.value().diagnoses == (
        Diagnosis(
            Disease.DM, PartialDate("2001"), PartialDate("2004-03"), PartialDate("2005-03-04"), PartialDate("2009")
        ),
    )


def test_says_beside_a_date_of_a_diagnosis_that_it_lies_before_birth(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "Add a diagnosis")  # stays empty, and so says nothing
    press(qtbot, dialog, "Add a diagnosis")
    choose(qtbot, dialog, "Disease", "Dermatomyositis (DM)", place=1)
    write(qtbot, dialog, "Diagnosed", "1950", place=1)
    save(qtbot)
    assert "before the patient was born" in line(dialog, "Diagnosed", 1).accessibleDescription()
    assert line(dialog, "Diagnosed", 0).accessibleDescription() == ""


def test_a_date_without_a_disease_asks_for_the_disease(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "Add a diagnosis")
    write(qtbot, dialog, "Diagnosed", "2005")
    save(qtbot)
    assert named(dialog, "Disease", QComboBox).accessibleDescription() == "This is needed."


def test_completes_a_common_antibody(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "Add an antibody")
    write(qtbot, dialog, "Antibody", "nxp")
    popup = line(dialog, "Antibody").completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    choose(qtbot, dialog, "Result", "Positive")
    save(qtbot)
    assert dialog.value().antibodies == (Antibody("anti-NXP2", AntibodyResult.POSITIVE),)


def test_takes_an_antibody_that_it_does_not_know(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "Add an antibody")
    write(qtbot, dialog, "Antibody", "anti-new")
    save(qtbot)
    assert dialog.value().antibodies == (Antibody("anti-new", AntibodyResult.UNKNOWN),)


def test_a_result_without_a_name_asks_for_the_name(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "Add an antibody")
    choose(qtbot, dialog, "Result", "Positive")
    save(qtbot)
    assert line(dialog, "Antibody").accessibleDescription() == "This is needed."


def test_whoever_lists_an_allergy_knows_of_one(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "Add an allergy")
    type_text(qtbot, "penicillin, all kinds")
    save(qtbot)
    assert dialog.value().allergies == Allergies(AllergyStatus.KNOWN, ("penicillin, all kinds",))


def test_none_is_an_answer_of_its_own(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "No known allergies")
    save(qtbot)
    assert dialog.value().allergies == Allergies(AllergyStatus.NONE)


def test_refuses_no_known_allergies_beside_a_list_and_drops_neither(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_patient(allergies=Allergies(AllergyStatus.KNOWN, ("latex",))))
    press(qtbot, dialog, "No known allergies")
    save(qtbot)
    assert dialog.isVisible()
    assert "Allergies are listed but not known." in said(dialog)
    assert line(dialog, "Allergy to").text() == "latex"


def test_known_allergies_without_a_name_are_asked_for(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "Known allergies")
    save(qtbot)
    assert "Name the allergies, or choose unknown." in said(dialog)


def test_a_row_that_was_taken_out_can_be_put_back(qtbot: QtBot, show: Open) -> None:
    two = (Antibody("first", AntibodyResult.POSITIVE), Antibody("second", AntibodyResult.NEGATIVE))
    dialog = show(a_patient(antibodies=two))
    press(qtbot, dialog, "Remove this antibody")
    assert line(dialog, "Antibody").text() == "second"
    press(qtbot, dialog, "Put back")
    save(qtbot)
    assert dialog.value().antibodies == two


def test_a_row_that_was_taken_out_is_gone_from_the_value(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_patient(antibodies=(Antibody("first", AntibodyResult.POSITIVE),)))
    press(qtbot, dialog, "Remove this antibody")
    save(qtbot)
    assert dialog.value().antibodies == ()


def test_letters_answer_the_background_questions(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    named(dialog, "Digital ulcers: Unknown", QWidget).setFocus()
    key(qtbot, Qt.Key.Key_Y)
    key(qtbot, Qt.Key.Key_Tab)
    key(qtbot, Qt.Key.Key_N)
    key(qtbot, Qt.Key.Key_Tab)
    key(qtbot, Qt.Key.Key_Left)
    save(qtbot)
    assert dialog.value().background == {
        BackgroundFact.DIGITAL_ULCERS: Answer.YES,
        BackgroundFact.RAYNAUD: Answer.NO,
        BackgroundFact.OSTEOPOROSIS: Answer.NO,
    }


def test_going_down_the_background_questions_answers_none(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    named(dialog, "Digital ulcers: Unknown", QWidget).setFocus()
    for _ in range(5):
        key(qtbot, Qt.Key.Key_Down)
    assert QApplication.focusWidget().accessibleName() == "Smoking: Unknown"
    save(qtbot)
    assert dialog.value().background == {}


def test_gives_back_a_patient_as_it_was_given(qtbot: QtBot, show: Open) -> None:
    for record in clinic_day():
        dialog = show(record.patient)
        save(qtbot)
        assert dialog.value() == record.patient


def test_changes_what_was_changed_and_keeps_the_rest(qtbot: QtBot, show: Open) -> None:
    old = a_patient(id=7, uuid="ab" * 16, version=4, medicines="amlodipine 5 mg")
    dialog = show(old)
    choose(qtbot, dialog, "Sex", "Female")
    choose(qtbot, dialog, "Dominant hand", "Left")
    choose(qtbot, dialog, "Status", "Transferred")
    write(qtbot, dialog, "Status since", "yesterday")
    save(qtbot)
    made = dialog.value()
    assert (made.sex, made.dominant_hand) == (Sex.FEMALE, DominantHand.LEFT)
    assert (made.status, made.status_on) == (PatientStatus.TRANSFERRED, date(2026, 11, 21))
    assert (made.id, made.uuid, made.version, made.medicines) == (7, "ab" * 16, 4, "amlodipine 5 mg")


def test_escape_closes_an_unchanged_form_at_once(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_patient())
    key(qtbot, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.result() == PatientDialog.DialogCode.Rejected


def test_escape_on_a_changed_form_asks_in_words_and_keeps_what_was_typed(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, FAMILY, "Aalto")
    key(qtbot, Qt.Key.Key_Escape)
    assert "What you typed here is not saved." in said(dialog)
    key(qtbot, Qt.Key.Key_Return)  # the answer that loses nothing has the cursor
    assert dialog.isVisible()
    assert "not saved" not in said(dialog)
    assert line(dialog, FAMILY).hasFocus()
    assert line(dialog, FAMILY).text() == "Aalto"


def test_escape_under_the_question_goes_back_to_the_form(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, FAMILY, "Aalto")
    key(qtbot, Qt.Key.Key_Escape)
    key(qtbot, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved" not in said(dialog)


def test_a_changed_form_closes_when_told_so(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    write(qtbot, dialog, FAMILY, "Aalto")
    key(qtbot, Qt.Key.Key_Escape)
    press(qtbot, dialog, "Close without saving")
    assert not dialog.isVisible()
    assert dialog.result() == PatientDialog.DialogCode.Rejected


def test_what_was_typed_and_taken_back_is_no_change(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_patient(family_name="Aalto"))
    write(qtbot, dialog, FAMILY, "Berg")
    write(qtbot, dialog, FAMILY, "Aalto")
    key(qtbot, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_first_key_does_not_wipe_out_the_record_number(qtbot: QtBot, show: Open) -> None:
    dialog = show(a_patient(mrn="900-7"))
    assert line(dialog, MRN).hasFocus()
    assert line(dialog, MRN).selectedText() == ""


def test_enter_saves_from_a_line_and_presses_the_button_that_has_the_cursor(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    fill_in(qtbot)
    press(qtbot, dialog, "Add an antibody")
    key(qtbot, Qt.Key.Key_Tab)
    key(qtbot, Qt.Key.Key_Tab)
    key(qtbot, Qt.Key.Key_Return)  # Remove
    assert dialog.isVisible()
    line(dialog, MRN).setFocus()
    key(qtbot, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_tab_goes_through_a_row_that_was_added_before_it_goes_on(qtbot: QtBot, show: Open) -> None:
    dialog = show()
    press(qtbot, dialog, "Add an antibody")
    stops = []
    for _ in range(4):
        stops.append(QApplication.focusWidget().accessibleName() or QApplication.focusWidget().text())
        key(qtbot, Qt.Key.Key_Tab)
    assert stops == ["Antibody", "Result", "Remove this antibody", "Add an antibody"]
    forward = [QApplication.focusWidget()]
    while (at := press_tab(qtbot, Qt.Key.Key_Tab)) not in forward:
        forward.append(at)
    assert at is forward[0]
    back = [press_tab(qtbot, Qt.Key.Key_Backtab) for _ in forward]
    assert back == forward[::-1]
    assert "Antibody" in {stop.accessibleName() for stop in forward}


def press_tab(qtbot: QtBot, way: Qt.Key) -> QWidget:
    """Where it leads."""
    key(qtbot, way)
    return QApplication.focusWidget()


def test_every_stop_has_a_name_and_comes_into_sight(qtbot: QtBot, show: Open) -> None:
    dialog = show(clinic_day()[0].patient)
    area = dialog.findChildren(QScrollArea)[0]
    for _ in range(80):
        stop = QApplication.focusWidget()
        assert stop.accessibleName() or stop.property("text")
        if area.isAncestorOf(stop) and not isinstance(stop, QPlainTextEdit):  # of a text, the line with the cursor
            assert stop.visibleRegion().boundingRect().size() == stop.size()
        key(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not None


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_fits_a_small_screen_at_any_font_size_with_its_buttons_in_sight(
    qapp: QApplication, qtbot: QtBot, scale: float
) -> None:
    apply_theme(qapp, theme_for("light", scale, Qt.ColorScheme.Unknown))
    dialog = PatientDialog(clinic_day()[0].patient, today=TODAY, known=Known())
    opened(qtbot, dialog, 1024, 768)
    qtbot.waitUntil(lambda: dialog.width() == 1024)
    area = dialog.findChildren(QScrollArea)[0]
    assert not area.horizontalScrollBar().isVisible()
    for button in (dialog.save_button, dialog.cancel_button):
        assert button.visibleRegion().boundingRect().size() == button.size()
    for edit in dialog.findChildren(QLineEdit):
        assert edit.fontMetrics().horizontalAdvance(edit.placeholderText()) < edit.width()
    dialog.reject()
    apply_theme(qapp, theme_for("light", 1.0, Qt.ColorScheme.Unknown))
