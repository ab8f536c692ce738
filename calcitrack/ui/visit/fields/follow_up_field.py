"""The next visit: in how many weeks, and on which day that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.visit import Visit
from calcitrack.ui.i18n import day
from calcitrack.ui.visit.fields.single_field import SingleField
from calcitrack.ui.visit.fields.typed_kinds import WEEKS
from calcitrack.ui.widgets.label import Label


class FollowUpField(QWidget):
    """Empty at first: the review gives no interval, so none is suggested.

    Signals:
        changed(): Another number of weeks was taken.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visited_on = date.min
        self._field: SingleField[int] = SingleField(self.tr("Next visit in"), WEEKS, self.tr("weeks"), spread=False)
        self._day = Label(role="muted")
        self._field.add_behind(self._day)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._field)
        self._field.taken.connect(self._on_taken)
        self._field.line.told.connect(self._tell)

    def show_visit(self, visit: Visit) -> None:
        """Show what a visit holds; what is being typed stays."""
        self._visited_on = visit.visited_on
        self._field.line.show_held(visit.follow_up_weeks)
        self._tell()

    def reset(self, visit: Visit) -> None:
        """Show another visit, in place of whatever was typed."""
        self._visited_on = visit.visited_on
        self._field.line.hold(visit.follow_up_weeks)
        self._tell()

    def amended(self, visit: Visit) -> Visit:
        """The visit with the interval taken here."""
        return replace(visit, follow_up_weeks=self._field.value())

    def settle(self) -> bool:
        """Take what is typed; False when it cannot be taken."""
        return self._field.settle()

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong."""
        self._field.line.refuse(sentence)

    def space(self) -> None:
        """Follow the scale of the theme."""
        self._field.space()

    @Slot()
    def _tell(self) -> None:
        weeks = None if self._field.line.refusal() else self._field.value()
        self._day.setText(self._told(weeks) if weeks else "")

    def _told(self, weeks: int) -> str:
        return self.tr("about {day}").format(day=day(self._visited_on + timedelta(weeks=weeks)))

    @Slot()
    def _on_taken(self) -> None:
        self._tell()
        self.changed.emit()
