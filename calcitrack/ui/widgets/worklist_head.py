"""The head of the worklist: what day it is, and what can be done with the whole list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label


class WorklistHead(QWidget):
    """Title and buttons; in a low window all but one stand in a menu.

    Signals:
        map_requested(): Show where lesions are in this clinic.
        print_requested(): Print the list.
        summaries_requested(): Write many summaries into files.
        import_requested(): Import a record file.
        new_patient_requested(): Add a patient.
    """

    map_requested = Signal()
    print_requested = Signal()
    summaries_requested = Signal()
    import_requested = Signal()
    new_patient_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_import = self._is_compact = False
        self._day = Label(role="muted", parent=self)
        self._flow = FlowLayout(self)
        self._flow.addWidget(Label(self.tr("Worklist"), role="title"))
        self._flow.addWidget(self._day)
        self._flow.push_right()
        self._more = QPushButton(self.tr("More…"))
        self._more.setMenu(QMenu(self._more))
        self._flow.addWidget(self._more)
        self._folding = [
            self._button(self.tr("Lesion sites…"), self.tr("Shows where lesions are in this clinic"), "Ctrl+Shift+M"),
            self._button(self.tr("Print list…"), self.tr("Shows this list on paper"), "Ctrl+Shift+L"),
            self._button(self.tr("Summaries…"), self.tr("Writes many summaries into files"), "Ctrl+Shift+S"),
        ]
        self._folding[0].clicked.connect(self.map_requested)
        self._folding[1].clicked.connect(self.print_requested)
        self._folding[2].clicked.connect(self.summaries_requested)
        self._import = self._button(self.tr("Import…"), self.tr("Add every patient of a record file"))
        self._import.clicked.connect(self.import_requested)
        for button in self._folding:
            self._more.menu().addAction(button.text(), button.click)
        self._importing = self._more.menu().addAction(self._import.text(), self._import.click)
        self.new_patient = self._button(self.tr("New patient"), "", "Ctrl+N")
        self.new_patient.clicked.connect(self.new_patient_requested)
        dress(self.new_patient, kind="primary")
        self.begin("", may_import=False)
        self._space()

    def begin(self, day: str, *, may_import: bool) -> None:
        """Somebody signed in.

        Args:
            day: The clinic's present day.
            may_import: Whether they may import.
        """
        self._day.setText(day)
        self._may_import = may_import
        self._importing.setVisible(may_import)
        self.set_compact(self._is_compact)

    def set_compact(self, compact: bool) -> None:
        """Show all buttons, or put them into a menu."""
        self._is_compact = compact
        for button in self._folding:
            button.setVisible(not compact)
        self._import.setVisible(self._may_import and not compact)
        self._more.setVisible(compact)

    def _button(self, text: str, tip: str, keys: str = "") -> QPushButton:
        made = QPushButton(text, self)
        made.setToolTip(f"{tip} ({keys})" if tip and keys else tip or keys)
        self._flow.addWidget(made)
        return made

    def _space(self) -> None:
        self._flow.set_gaps(current_theme().px(GAP_S), current_theme().px(GAP_S))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
