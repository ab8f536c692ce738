"""Everything that can be said of one lesion at one visit, beside the grid, for what the grid has no column for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import Form
from calcitrack.ui.theme import GAP_L, GAP_M, GAP_S, current_theme
from calcitrack.ui.visit.fields.panel_fields import settle_fields
from calcitrack.ui.visit.fields.tab_order import follow_layout
from calcitrack.ui.visit.grid.columns import Col, cell_text
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.lesion.finding_editor import FindingEditor
from calcitrack.ui.visit.lesion.life_section import LifeSection
from calcitrack.ui.visit.lesion.reading_list import ReadingList
from calcitrack.ui.visit.lesion.state_editor import StateEditor
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.widgets.scrolled import scrolled
from calcitrack.ui.words import label


class DetailPanel(QWidget):
    """Shows one row and says each committed field as a whole assessment. It stores nothing.

    Signals:
        assessment_committed: A whole new ``Assessment``: to be saved at once.
        assessment_cleared: Nothing is said of the lesion any more; carries its id.
    """

    assessment_committed = Signal(object)
    assessment_cleared = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: GridRow | None = None
        self._card = Card(self.tr("Lesion"), flush=True)
        self._message = MessageBar()
        self._last = Label(role="small")
        self._state, self._readings, self._findings = StateEditor(), ReadingList(), FindingEditor()
        self.life = LifeSection()
        self._build()
        for part in (self._state, self._readings, self._findings):
            part.changed.connect(self._on_part_changed)
        self._state.size_wanted.connect(self._readings.add_reading)
        self._readings.grown.connect(self._lead_tab)
        self._lead_tab()
        self.set_row(None)

    def set_context(self, visited_on: date, reader: str) -> None:
        """Say of which day and whose a new reading is."""
        self._readings.set_context(visited_on, reader)

    def set_draft(self, record: PatientRecord, visit: Visit) -> None:
        """Say in which draft the rows stand."""
        self.life.set_draft(record, visit)

    def set_row(self, row: GridRow | None) -> None:
        """Show a lesion, or none.

        What is being typed for another lesion is taken for that one; what cannot be taken is dropped, and that is said.
        """
        if self._is_of_another(row):
            self.settle()
        if self._row is not None and self._is_of_another(row):
            self._say_what_is_dropped(self._row)
        self._row = row
        self._inside.setEnabled(row is not None)
        if row is None:
            self._card.set_title(self.tr("Lesion"))
            self._card.set_subtitle(self.tr("Choose a lesion in the grid."))
            return
        title = self.tr("Lesion {number} · {site}")
        self._card.set_title(title.format(number=row.lesion.number, site=row.site_label))
        self._card.set_subtitle("" if row.lesion.form is Form.SINGLE else label(row.lesion.form))
        self._last.setText(self.tr("Last: {size}").format(size=cell_text(row, Col.LAST)))
        for part in (self._state, self._readings, self._findings):
            part.show_row(row)
        self.life.show_lesion(row.lesion.id)

    def row(self) -> GridRow | None:
        """The row shown, with what was entered."""
        return self._row

    def begin(self) -> None:
        """Give the keys to its first field."""
        self._state.begin()

    def pending(self) -> str:
        """The name of a field with text that was not taken; empty when everything typed is in the draft."""
        parts = (self._state, self._readings, self._findings, self.life)
        return next((name for part in parts if (name := part.pending())), "")

    def settle(self) -> bool:
        """Take what is being typed; False when something cannot be taken as it is and says so."""
        settle_fields(self)
        return not self.pending()

    def _is_of_another(self, row: GridRow | None) -> bool:
        return self._row is not None and (row is None or row.lesion.id != self._row.lesion.id)

    def _build(self) -> None:
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        for widget in (
            self._message, self._last, self._state,
            Label(self.tr("Sizes"), "heading"), self._readings,
            Label(self.tr("What happened"), "heading"), self.life,
            Label(self.tr("Findings"), "heading"), self._findings,
        ):  # fmt: skip
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._card.add(scrolled(self._inside, name=self.tr("Everything recorded of the lesion today")), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._card)
        self._space()

    @Slot()
    def _lead_tab(self) -> None:
        follow_layout(self._inside)

    def _space(self) -> None:
        px = current_theme().px
        self._column.setContentsMargins(px(GAP_L), px(GAP_M), px(GAP_L), px(GAP_M))
        self._column.setSpacing(px(GAP_S))

    def _say_what_is_dropped(self, old: GridRow) -> None:
        name = self.pending()
        if not name:
            self._message.dismiss()
            return
        told = self.tr("What was typed for lesion {number} ({field}) was not taken.")
        self._message.show_message(told.format(number=old.lesion.number, field=name), "warning")

    @Slot(object)
    def _on_part_changed(self, assessment: Assessment | None) -> None:
        row = self._row
        if row is None or assessment == row.assessment:
            return
        self.set_row(replace(row, assessment=assessment))
        if assessment is None:
            self.assessment_cleared.emit(row.lesion.id)
        else:
            self.assessment_committed.emit(assessment)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)
