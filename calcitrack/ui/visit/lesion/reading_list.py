"""All readings of a lesion at one visit, in the order taken; the first by the tracking method is the one of record."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.domain import entry
from calcitrack.domain.visit import Reading
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.lesion.reading_editor import ReadingEditor
from calcitrack.ui.widgets.label import Label

_NO_DAY = date.min


class ReadingList(QWidget):
    """An editor for each reading, and a button for one more.

    Signals:
        changed: An ``Assessment``, or None where nothing is said any more.
        grown: There is another editor: Tab is to be led through it.
    """

    changed = Signal(object)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: GridRow | None = None
        self._visited_on, self._reader = _NO_DAY, ""
        self._editors: list[ReadingEditor] = []
        self._spare: list[ReadingEditor] = []
        self._empty = Label(self.tr("No size recorded at this visit."), "muted")
        self._add = QPushButton(self.tr("Add a reading"))
        dress(self._add, kind="flat")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._add)
        self._add.clicked.connect(self.add_reading)
        self._space()

    def set_context(self, visited_on: date, reader: str) -> None:
        """Say of which day and whose a new reading is."""
        self._visited_on, self._reader = visited_on, reader

    def show_row(self, row: GridRow) -> None:
        """Show the readings; editors of the same lesion are kept with what is being typed in them."""
        same = self._row is not None and self._row.lesion.id == row.lesion.id
        self._row = row
        readings = row.assessment.readings if row.assessment else ()
        standing = [editor for editor in self._editors if not editor.is_new]
        if same and len(standing) == len(readings):
            for editor, reading in zip(standing, readings, strict=True):
                editor.show_reading(row, reading)
        else:
            self._rebuild(row, readings)
        self._empty.setVisible(not self._editors)

    def pending(self) -> str:
        """The name of a field with text that was not taken; empty when there is none."""
        return next((name for editor in self._editors if (name := editor.pending())), "")

    @Slot()
    def add_reading(self) -> None:
        """Open an editor for one more reading, by the tracking method unless told otherwise."""
        if self._row is None:
            return
        if not any(editor.is_new for editor in self._editors):
            draft = Reading(0, None, self._row.lesion.tracking_method, self._visited_on, self._reader)
            self._append(self._row, draft, is_new=True)
        self._editors[-1].begin()

    def _rebuild(self, row: GridRow, readings: tuple[Reading, ...]) -> None:
        while self._editors:
            self._retire(self._editors[-1])
        for reading in readings:
            self._append(row, reading, is_new=False)

    def _append(self, row: GridRow, reading: Reading, *, is_new: bool) -> None:
        # Editors are kept for the next lesion: to build them anew at each step through the grid would be felt.
        if self._spare:
            editor = self._spare.pop()
            editor.start_over(row, reading, is_new=is_new)
        else:
            editor = ReadingEditor(row, reading, is_new=is_new)
            editor.changed.connect(self._on_editor_changed)
            editor.removed.connect(self._on_editor_removed)
        self._column.insertWidget(self._column.count() - 1, editor)
        self._editors.append(editor)
        self._empty.hide()
        self.grown.emit()
        editor.show()  # at once, or the keys could not go there yet

    def _retire(self, editor: ReadingEditor) -> None:
        # First, for a line that is hidden under the cursor offers its text: to a lesion that it was not typed for.
        editor.drop_pending()
        self._editors.remove(editor)
        self._column.removeWidget(editor)
        editor.hide()
        self._spare.append(editor)

    def _tell(self) -> None:
        assert self._row is not None
        readings = [editor.reading() for editor in self._editors if not editor.is_new]
        self.changed.emit(entry.with_readings(self._row.assessment, self._row.lesion.id, readings))

    @Slot(object)
    def _on_editor_changed(self) -> None:
        self._tell()

    @Slot()
    def _on_editor_removed(self) -> None:
        editor = self.sender()
        if not isinstance(editor, ReadingEditor):
            return
        was_new = editor.is_new
        self._retire(editor)
        self._empty.setVisible(not self._editors)
        self._add.setFocus()
        if not was_new:
            self._tell()

    def _space(self) -> None:
        self._column.setSpacing(current_theme().px(GAP_M))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)
