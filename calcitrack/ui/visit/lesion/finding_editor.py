"""Every finding on a lesion, each recorded or not recorded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from calcitrack.domain import entry
from calcitrack.domain.entry import Field, FieldValue
from calcitrack.domain.vocabulary import Discharge, Infection
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.visit.fields.panel_fields import ChoiceBox, LineField
from calcitrack.ui.visit.grid.columns import Col, typed_value
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.lesion.yes_no_table import YesNoTable
from calcitrack.ui.visit.words import FIELD_WORDS, said
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label

YES_NO_FIELDS = (
    Field.VISIBLE,
    Field.PALPABLE,
    Field.ULCER,
    Field.REDNESS,
    Field.SWELLING,
    Field.TENDON_SHEATH,
    Field.FUNCTION_LIMITED,
    Field.NERVE_COMPRESSION,
)


class FindingEditor(QWidget):
    """Shows the findings of a row and tells each change as a whole assessment.

    Signals:
        changed: An ``Assessment``, or None where nothing is said any more.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: GridRow | None = None
        self._pain = LineField(said(FIELD_WORDS[Field.PAIN]))
        self._fault = Label(self.tr("Pain is a number from 0 to 10."), "small", "danger")
        none = (None, self.tr("Not recorded"))
        self._discharge = ChoiceBox(said(FIELD_WORDS[Field.DISCHARGE]), [none, *((v, label(v)) for v in Discharge)])
        self._infection = ChoiceBox(said(FIELD_WORDS[Field.INFECTION]), [none, *((v, label(v)) for v in Infection)])
        self._answers = YesNoTable(YES_NO_FIELDS)
        self._build()
        self._pain.offered.connect(self._on_pain_offered)
        self._pain.given_up.connect(self._fault.hide)
        self._discharge.chosen.connect(self._setter(Field.DISCHARGE))
        self._infection.chosen.connect(self._setter(Field.INFECTION))
        self._answers.chosen.connect(self._set)

    def show_row(self, row: GridRow) -> None:
        """Show what is recorded; what is being typed stays where it is the same lesion."""
        if self._row is None or self._row.lesion.id != row.lesion.id:
            self._pain.restore()
            self._fault.hide()
        self._row = row
        self._pain.show_value(typed_value(row, Col.PAIN))
        self._discharge.set_value(row.assessment.discharge if row.assessment else None)
        self._infection.set_value(row.assessment.infection if row.assessment else None)
        for field in YES_NO_FIELDS:
            self._answers.set_value(field, getattr(row.assessment, field) if row.assessment else None)

    def pending(self) -> str:
        """The name of a field with text that was not taken; empty when there is none."""
        return self._pain.accessibleName() if self._pain.is_pending() else ""

    def _build(self) -> None:
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in (self._pain, self._discharge, self._infection):
            self._form.addRow(field.accessibleName(), field)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._form)
        self._column.addWidget(self._fault)
        self._column.addWidget(self._answers)
        self._fault.hide()
        self._space()

    def _space(self) -> None:
        px = current_theme().px
        self._column.setSpacing(px(GAP_S))
        self._form.setHorizontalSpacing(px(GAP_M))
        self._form.setVerticalSpacing(px(GAP_S))

    def _setter(self, field: Field) -> Callable[[FieldValue], None]:
        return partial(self._set, field)

    def _set(self, field: Field, value: FieldValue) -> None:
        assert self._row is not None
        self.changed.emit(entry.with_field(self._row.assessment, self._row.lesion.id, field, value))

    @Slot(str)
    def _on_pain_offered(self, text: str) -> None:
        pain = entry.parse_pain(text)
        refused = bool(text) and pain is None
        self._pain.set_refused(refused)
        self._fault.setVisible(refused)
        if not refused:
            self._pain.take(text)
            self._set(Field.PAIN, pain)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)
