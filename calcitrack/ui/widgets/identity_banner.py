"""Who is open: never scrolled away, two identifiers and the allergies always in sight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.dates import age_on
from calcitrack.domain.merging import Merged
from calcitrack.domain.patient import Patient
from calcitrack.domain.vocabulary import AllergyStatus, AntibodyResult, PatientStatus
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XS, Tone, current_theme
from calcitrack.ui.widgets.banner_field import BannerField
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import inside, isolated, label


class IdentityBanner(QFrame):
    """Shows a patient; its buttons only say what is wished.

    Signals:
        edit_requested(): Change the patient's own fields.
        print_requested(): Print the visit summary.
        page_requested(): Print the page for the patient.
        referral_requested(): Write a letter to a colleague.
        copy_requested(): Copy the visit as plain text.
        visit_requested(): Start a visit, or go to the open draft.
    """

    edit_requested = Signal()
    print_requested = Signal()
    page_requested = Signal()
    referral_requested = Signal()
    copy_requested = Signal()
    visit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = Label(role="title")
        self._identity = Label(role="small")
        self._status = Badge("", "warning")
        self._diagnosis = BannerField(self.tr("Diagnosis"))
        self._antibodies = BannerField(self.tr("Antibodies"))
        self._allergies = BannerField(self.tr("Allergies"))
        self._edit = QPushButton(self.tr("Edit…"))
        self._print = QPushButton(self.tr("Print…"))
        self._more = QPushButton(self.tr("More…"))
        self.visit_button = QPushButton(self.tr("New visit"))
        self._is_compact = False
        self._texts = ("", "")
        self._build()

    def set_patient(self, patient: Patient, today: date, merged: Sequence[Merged] = ()) -> None:
        """Show a patient, and which records are read with theirs."""
        self._name.setText(patient.name)
        with_others = _merged_text(merged)
        self._texts = (identity_line(patient, today) + with_others, short_line(patient, today) + with_others)
        self._identity.setText(self._texts[self._is_compact])
        inactive = patient.status is not PatientStatus.ACTIVE
        self._status.setVisible(inactive)
        if inactive:
            since = f" {day(patient.status_on)}" if patient.status_on else ""
            self._status.set(f"{label(patient.status)}{since}", "warning")
        self._diagnosis.set_value(_diagnoses(patient) or self.tr("not recorded"))
        self._antibodies.set_value(self._antibody_text(patient))
        self._allergies.set_value(*self._allergy_text(patient))
        self.setAccessibleName(f"{patient.name}, {self._texts[0]}")

    def set_compact(self, compact: bool, *, in_visit: bool) -> None:
        """One line, for a window that is low: who it is and the allergies; the rest stands in the full banner.

        Args:
            compact: Whether it is to be one line.
            in_visit: Whether the visit is in front: then the line needs no button that leads to it.
        """
        self.visit_button.setVisible(not (compact and in_visit))
        if compact == self._is_compact:
            return
        self._is_compact = compact
        self._identity.setText(self._texts[compact])
        dress(self._name, role="heading" if compact else "title")
        self._who.setDirection(QBoxLayout.Direction.LeftToRight if compact else QBoxLayout.Direction.TopToBottom)
        self._allergies.set_inline(compact)
        for part in (self._diagnosis, self._antibodies, self._edit, self._print):
            part.setVisible(not compact)
        self._more.setVisible(compact)
        self._space()

    def set_actions(self, *, can_print: bool, has_draft: bool, can_record: bool) -> None:
        """Say what can be done now."""
        self._print.setEnabled(can_print)
        self._print.setToolTip("" if can_print else self.tr("There is no visit to print yet."))
        self.visit_button.setText(self.tr("Go on with the visit") if has_draft else self.tr("New visit"))
        self.visit_button.setEnabled(can_record)
        self._edit.setEnabled(can_record)
        for action in self._print_actions:
            action.setEnabled(can_print)
        self._edit_action.setEnabled(can_record)

    def _build(self) -> None:
        dress(self, kind="card")
        self._who = who = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        top = QHBoxLayout()
        top.addWidget(self._name)
        top.addWidget(self._status)
        top.addStretch(1)
        who.addLayout(top)
        who.addWidget(self._identity)
        named = QWidget()
        named.setLayout(who)
        who.setContentsMargins(0, 0, 0, 0)
        fields = QWidget()
        flow = FlowLayout(fields)
        flow.addWidget(named)
        for field in (self._diagnosis, self._antibodies, self._allergies):
            flow.addWidget(field)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        dress(self.visit_button, kind="primary")
        for button in (self._more, self._edit, self._print, self.visit_button):
            row.addWidget(button)
        self._more.hide()
        flow.push_right()
        flow.addWidget(buttons)
        self._flow = flow
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(fields)
        self._build_menus()
        self._edit.clicked.connect(self.edit_requested)
        self.visit_button.clicked.connect(self.visit_requested)
        self._space()

    def _build_menus(self) -> None:
        menu = QMenu(self._more)
        self._edit_action = menu.addAction(self._edit.text())
        self._edit_action.triggered.connect(self.edit_requested)
        self._print_actions = self._printing_actions()
        menu.addActions(self._print_actions)
        self._more.setMenu(menu)
        printing = QMenu(self._print)
        printing.addActions(self._print_actions)
        self._print.setMenu(printing)

    def _printing_actions(self) -> list[QAction]:
        """What leads onto paper or the clipboard, for both menus; the keys are those of the commands."""
        told = (
            (self.tr("Visit summary"), "Ctrl+P", self.print_requested),
            (self.tr("Page for the patient"), "Ctrl+Shift+P", self.page_requested),
            (self.tr("Referral to a colleague"), "Ctrl+Shift+R", self.referral_requested),
            (self.tr("Copy the visit as plain text"), "Ctrl+Shift+C", self.copy_requested),
        )
        actions = []
        for text, keys, signal in told:
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = QAction(f"{text}\t{shown}", self)
            action.triggered.connect(signal)
            actions.append(action)
        return actions

    def _antibody_text(self, patient: Patient) -> str:
        found = [_with_result(one.name, one.result) for one in patient.antibodies]
        return " · ".join(found) or self.tr("not recorded")

    def _allergy_text(self, patient: Patient) -> tuple[str, Tone]:
        status = patient.allergies.status
        if status is AllergyStatus.KNOWN:
            return ", ".join(patient.allergies.items), "danger"
        if status is AllergyStatus.NONE:
            return self.tr("none known"), "neutral"
        return self.tr("not known"), "warning"

    def _space(self) -> None:
        px = current_theme().px
        above = px(GAP_XS if self._is_compact else GAP_M)
        self._whole.setContentsMargins(px(GAP_L), above, px(GAP_L), above)
        self._flow.set_gaps(px(GAP_M if self._is_compact else GAP_L), px(GAP_S))
        self._who.setSpacing(px(GAP_S) if self._is_compact else 0)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


def identity_line(patient: Patient, today: date) -> str:
    """Age, date of birth, sex and record number in one line."""
    age, born = age_text(patient, today), day(patient.birth_date)
    told = translate("IdentityBanner", "{age} · born {born} · {sex} · MRN {mrn}")
    line = told.format(age=age, born=born, sex=inside(patient.sex), mrn=patient.mrn)
    if patient.dominant_hand is None:
        return line
    hand = translate("IdentityBanner", "dominant hand: {hand}").format(hand=inside(patient.dominant_hand))
    return f"{line} · {hand}"


def short_line(patient: Patient, today: date) -> str:
    """Age, date of birth and record number: what no line may be too short for."""
    told = translate("IdentityBanner", "{age} · born {born} · MRN {mrn}")
    return told.format(age=age_text(patient, today), born=day(patient.birth_date), mrn=patient.mrn)


def _merged_text(merged: Sequence[Merged]) -> str:
    """The numbers of the records that are read with this one, each with the letter of its lesions."""
    told = translate("IdentityBanner", "with MRN {mrn} (lesions {letter})")
    return "".join(f" · {told.format(mrn=isolated(one.patient.mrn), letter=one.letter)}" for one in merged)


def age_text(patient: Patient, today: date) -> str:
    """The age in whole years, as exact as the date of birth allows."""
    lowest, highest = age_on(patient.birth_date, today)
    years = str(lowest) if lowest == highest else f"{lowest}–{highest}"
    return translate("IdentityBanner", "{years} y").format(years=years)


def _diagnoses(patient: Patient) -> str:
    texts: Sequence[str] = [
        f"{one.disease.value} · {day(one.diagnosed)}" if one.diagnosed else one.disease.value
        for one in patient.diagnoses
    ]
    return "; ".join(texts)


def _with_result(name: str, result: AntibodyResult) -> str:
    sign = {AntibodyResult.POSITIVE: "+", AntibodyResult.NEGATIVE: "−", AntibodyResult.BORDERLINE: "±"}
    return f"{name} {sign.get(result, '?')}"
