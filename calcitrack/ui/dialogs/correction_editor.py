"""What a signed visit says of its lesions, opened for a correction in the visit's own editors, lesion by lesion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.visit import Assessment
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.visit.fields.panel_fields import ChoiceBox, settle_fields
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.lesion.finding_editor import FindingEditor
from calcitrack.ui.visit.lesion.reading_list import ReadingList
from calcitrack.ui.visit.lesion.state_editor import StateEditor
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.message_bar import MessageBar

Told = Callable[[Assessment | None, Assessment], Sequence[str]]
"""Says what two assessments of one lesion say differently, a sentence each."""


class CorrectionEditor(QWidget):
    """Keeps the corrected assessments; what was signed is only shown.

    Args:
        told: Says what a correction changes.

    Signals:
        changed(): Something is corrected, or is no more.
    """

    changed = Signal()

    def __init__(self, told: Told, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = told
        self._signed: dict[int, GridRow] = {}
        self._now: dict[int, Assessment] = {}
        self._lesion = ChoiceBox(self.tr("Lesion"), [(0, self.tr("No lesion"))])
        self._message = MessageBar()
        self._state, self._readings, self._findings = StateEditor(), ReadingList(), FindingEditor()
        self._summary = Label()
        self._build()
        self._lesion.chosen.connect(self._on_lesion_chosen)
        self._parts = (self._state, self._readings, self._findings)
        for part in self._parts:
            part.changed.connect(self._on_part_changed)
        self._state.size_wanted.connect(self._readings.add_reading)

    def set_rows(self, rows: Sequence[GridRow], visited_on: date, reader: str) -> None:
        """Show what a visit says; nothing is corrected yet."""
        self._signed, self._now = {row.lesion.id: row for row in rows}, {}
        self._readings.set_context(visited_on, reader)
        lesions = [(row.lesion.id, f"#{row.lesion.number} {row.site_label}") for row in rows]
        self._lesion.set_choices(lesions or [(0, self.tr("No lesion"))])
        self._lesion.set_value(lesions[0][0] if lesions else 0)
        self._show()
        self._sum_up()

    def corrected(self) -> tuple[Assessment, ...]:
        """The assessments that take the place of what was signed."""
        return tuple(self._now.values())

    def settle(self) -> str:
        """Take what is being typed; the name of a field whose text cannot be taken, or nothing."""
        settle_fields(self)
        return next((name for part in self._parts if (name := part.pending())), "")

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_S))
        for part in (
            self._lesion, self._message, self._state,
            Label(self.tr("Sizes"), "heading"), self._readings,
            Label(self.tr("Findings"), "heading"), self._findings,
            Label(self.tr("What this addendum corrects"), "heading"), self._summary,
        ):  # fmt: skip
            column.addWidget(part)

    def _row(self) -> GridRow | None:
        """The lesion in front, with its correction where there is one."""
        signed = self._signed.get(int(str(self._lesion.value())))
        if signed is None:
            return None
        return replace(signed, assessment=self._now.get(signed.lesion.id, signed.assessment))

    def _show(self) -> None:
        row = self._row()
        for part in self._parts:
            part.setEnabled(row is not None)
            if row is not None:
                part.show_row(row)

    def _sum_up(self) -> None:
        """Say each value as it was and as it will be."""
        lines = []
        for lesion_id, now in self._now.items():
            signed = self._signed[lesion_id]
            lines += [f"#{signed.lesion.number} {text}" for text in self._told(signed.assessment, now)]
        self._summary.setText("\n".join(lines) or self.tr("Nothing yet."))

    @Slot(object)
    def _on_lesion_chosen(self, _lesion_id: object) -> None:
        self._message.dismiss()
        self._show()

    @Slot(object)
    def _on_part_changed(self, assessment: Assessment | None) -> None:
        row = self._row()
        if row is None:
            return
        signed = self._signed[row.lesion.id].assessment
        if assessment is None and signed is not None:
            told = self.tr("An entry that was signed cannot be taken out. Say what is right, or “not examined”.")
            self._message.show_message(told, "warning")
        else:
            self._message.dismiss()
            self._keep(row.lesion.id, signed, assessment)
        self._show()
        self._sum_up()
        self.changed.emit()

    def _keep(self, lesion_id: int, signed: Assessment | None, assessment: Assessment | None) -> None:
        """Keep a correction, but not one that says what was signed."""
        if assessment is None or assessment == signed:
            self._now.pop(lesion_id, None)
        else:
            self._now[lesion_id] = assessment

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes a line and must not close the form around it."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
            super().keyPressEvent(event)
