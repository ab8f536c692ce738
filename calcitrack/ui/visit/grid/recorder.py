"""Turns what is done in the grid into assessments: the rows follow at once, and the page is told to save."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from calcitrack.domain import entry
from calcitrack.domain.entry import Axis, Field, FieldValue, Taken
from calcitrack.domain.visit import Assessment, Reading
from calcitrack.domain.vocabulary import Method, ResolvedBasis, State
from calcitrack.ui.visit.grid.columns import AXES, FIELDS, YES_NO_COLUMNS, Col
from calcitrack.ui.visit.grid.grid_model import VisitGridModel
from calcitrack.ui.visit.grid.rows import GridRow

_UNKNOWN_DAY = date.min


class Recorder(QObject):
    """The one place where the grid's rows change by what is entered.

    Signals:
        committed: A whole new ``Assessment`` of one lesion.
        all_committed: A tuple of them, from one key for many lesions.
        cleared: Nothing is said of this lesion any more; carries its id.
    """

    committed = Signal(object)
    all_committed = Signal(object)
    cleared = Signal(int)

    def __init__(self, model: VisitGridModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._visited_on, self._reader = _UNKNOWN_DAY, ""

    def set_context(self, visited_on: date, reader: str) -> None:
        """Say whose readings are typed, and of which day."""
        self._visited_on, self._reader = visited_on, reader

    def say_state(
        self, row: GridRow, state: State, *, reason: str | None = None, basis: ResolvedBasis | None = None
    ) -> None:
        """Record a state."""
        self._put(row, entry.with_state(row.assessment, row.lesion.id, state, reason=reason, basis=basis))

    def set_field(self, row: GridRow, field: Field, value: FieldValue) -> None:
        """Record a finding or a subtype; None takes it back."""
        self._put(row, entry.with_field(row.assessment, row.lesion.id, field, value))

    def cycle(self, row: GridRow, field: Field) -> None:
        """Go on to the next value of a finding."""
        value = getattr(row.assessment, field) if row.assessment else None
        self.set_field(row, field, entry.following(field, value))

    def taken(self, axis: Axis, tenths: int, reason: str = "") -> Taken:
        """A length with the day and the reader of this visit."""
        return Taken(axis, tenths, self._visited_on, self._reader, reason)

    def preview(self, row: GridRow, taken: Taken) -> Reading:
        """The reading that a length would make, for the question whether it is likely."""
        made = entry.with_size(row.assessment, row.lesion, taken, row.last_reading)
        reading = entry.shown_reading(made, row.lesion)
        assert reading is not None
        return reading

    def set_size(self, row: GridRow, taken: Taken) -> None:
        """Record a length or a width."""
        self._put(row, entry.with_size(row.assessment, row.lesion, taken, row.last_reading))

    def set_method(self, row: GridRow, method: Method) -> None:
        """Say how the size in the row was taken."""
        if row.assessment:
            self._put(row, entry.with_method(row.assessment, row.lesion, method))

    def clear(self, row: GridRow, col: Col) -> None:
        """Take back what a cell says."""
        if row.assessment is None:
            return
        if col in AXES and row.assessment.state is State.MEASURED:
            self._put(row, entry.without_size(row.assessment, row.lesion, AXES[col]))
        elif col in AXES or col is Col.STATE:
            self._put(row, entry.without_state(row.assessment))
        elif col in FIELDS:
            self.set_field(row, FIELDS[col], None)

    def say_none_seen(self) -> None:
        """Record that no ulcer, discharge or infection was seen, on all lesions looked at today."""
        told = entry.none_seen(row.assessment for row in self._model.rows() if row.assessment)
        for assessment in told:
            self._model.put(assessment.lesion_id, assessment)
        if told:
            self.all_committed.emit(told)

    def _put(self, row: GridRow, assessment: Assessment | None) -> None:
        if assessment == row.assessment:
            return
        self._model.put(row.lesion.id, assessment)
        if assessment is None:
            self.cleared.emit(row.lesion.id)
        else:
            self.committed.emit(assessment)


def cycles(col: Col) -> bool:
    """Whether Space and a click turn the cell to its next value."""
    return col in YES_NO_COLUMNS or col in (Col.DISCHARGE, Col.INFECTION)
