"""A record as it was at an earlier moment: to be read, and marked as such."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import Answer, BackgroundFact
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.lasting_dialog import LastingDialog
from calcitrack.ui.models.lesion_rows import SiteWords, lesion_rows
from calcitrack.ui.theme import GAP_L, GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.lesions.lesion_table import LesionTable
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.widgets.scrolled import scrolled
from calcitrack.ui.widgets.therapy.trial_list import TrialList
from calcitrack.ui.words import identity, label, with_dispute

_WIDTH_PX, _HEIGHT_PX, _ROWS = 900, 760, 6


class PastRecordDialog(LastingDialog):
    """Shows a record that is not the present one. Nothing can be changed in it; Esc closes it.

    Args:
        record: As it was.
        figures: Of that record.
        at: The moment, in the time zone in which it is to be read.
        sites: The words for sites.
        since: How often the record was changed after that moment.
    """

    def __init__(
        self, record: PatientRecord, figures: RecordFigures, at: datetime, sites: SiteWords, since: int,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle("CalciTrack")
        moment = f"{day(at.date())} {at:%H:%M}"
        title = self.tr("The record as it was on {moment}").format(moment=moment)
        self.setAccessibleName(f"{title}. {identity(record.patient)}")
        told = self.tr("This is not the present record. It is shown as it was on {moment} and cannot be changed here.")
        if since:
            told += " " + self.tr("Changes since then: {n}.")
        self._message = MessageBar()
        self._message.show_message(told.format(moment=moment, n=since), "warning")
        px = current_theme().px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(GAP_L), px(GAP_L), px(GAP_L), px(GAP_L))
        whole.setSpacing(px(GAP_M))
        whole.addWidget(Label(title, "title"))
        whole.addWidget(Label(identity(record.patient), "muted"))
        whole.addWidget(self._message)
        whole.addWidget(self._scrolled(_parts(record, figures, at.date(), sites)), 1)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        whole.addLayout(row)
        room = self.screen().availableGeometry().size()
        self.resize(min(px(_WIDTH_PX), room.width()), min(px(_HEIGHT_PX), room.height()))

    @classmethod
    def show_record(
        cls, record: PatientRecord, figures: RecordFigures, at: datetime, sites: SiteWords, since: int, parent: QWidget
    ) -> None:
        """Show it until it is closed."""
        dialog = cls(record, figures, at, sites, since, parent)
        dialog.exec()
        dialog.deleteLater()

    def _scrolled(self, cards: tuple[Card, ...]) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_M))
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        return scrolled(inside, name=self.tr("The record as it was"))


def _parts(record: PatientRecord, figures: RecordFigures, on: date, sites: SiteWords) -> tuple[Card, ...]:
    rows = lesion_rows(record, figures, sites)
    lesions = Card(translate("PastRecord", "Lesions"), translate("PastRecord", "as the signed visits said"), flush=True)
    table = LesionTable()
    table.set_rows(rows)
    table.show_at_least(max(1, min(len(rows), _ROWS)))
    lesions.add(table)
    trials = Card(translate("PastRecord", "Therapy"))
    listed = TrialList()
    listed.set_trials(record, figures, on)
    trials.add(listed)
    return (
        _told(translate("PastRecord", "Patient"), _patient(record.patient)),
        lesions,
        _told(translate("PastRecord", "Visits"), _visits(record)),
        trials,
        _told(translate("PastRecord", "Asked for"), _orders(record)),
    )


def _told(title: str, lines: list[str]) -> Card:
    card = Card(title)
    card.add(Label("\n".join(lines) or translate("PastRecord", "Nothing recorded.")))
    return card


def _patient(patient: Patient) -> list[str]:
    lines = [f"{label(patient.sex)} · {label(patient.status)}"]
    lines += [" · ".join([*(one.disease.value for one in patient.diagnoses), *(a.name for a in patient.antibodies)])]
    allergies = patient.allergies
    listed = ", ".join(allergies.items) or label(allergies.status)
    lines.append(translate("PastRecord", "Allergies: {allergies}").format(allergies=listed))
    for answer in Answer:
        given = [fact for fact in BackgroundFact if patient.answer(fact) is answer]
        facts = [with_dispute(label(fact), patient, fact) for fact in given]
        if facts:
            lines.append(f"{label(answer)}: {', '.join(facts)}")
    medicines = patient.medicines or translate("PastRecord", "not recorded")
    lines.append(translate("PastRecord", "Medicines: {medicines}").format(medicines=medicines))
    return [line for line in lines if line]


def _visits(record: PatientRecord) -> list[str]:
    return [_visit(visit) for visit in sorted(record.visits, key=lambda v: (v.visited_on, v.id), reverse=True)]


def _visit(visit: Visit) -> str:
    signed = translate("PastRecord", "signed by {name}").format(name=visit.signed_by) if visit.is_signed else ""
    parts = [
        day(visit.visited_on),
        signed or translate("PastRecord", "unsigned draft"),
        translate("PastRecord", "lesions assessed: {n}").format(n=len(visit.assessments)),
    ]
    if visit.addenda:
        parts.append(translate("PastRecord", "addenda: {n}").format(n=len(visit.addenda)))
    notes = [text for text in (visit.note, visit.plan) if text]
    return "\n    ".join([" · ".join(parts), *notes])


def _orders(record: PatientRecord) -> list[str]:
    lines = []
    for order in record.all_orders:
        asked = translate("PastRecord", "asked {day}").format(day=day(order.asked_on)) if order.asked_on else ""
        result = translate("PastRecord", "awaited")
        if order.closed_on:
            result = translate("PastRecord", "result {day}: {result}").format(
                day=day(order.closed_on), result=order.result or ""
            )
        lines.append(" · ".join(part for part in (label(order.kind), asked, order.asked_by, result) if part))
    return lines
