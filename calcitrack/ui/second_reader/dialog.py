"""The second reader's window: read, agreement, disagreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from calcitrack.domain.second_reading import PairAgreement
from calcitrack.ui.forms.leaving_bar import LeavingBar
from calcitrack.ui.lasting_dialog import LastingDialog
from calcitrack.ui.second_reader.reading_panel import ReadingPanel
from calcitrack.ui.second_reader.rows import agreement_columns
from calcitrack.ui.second_reader.settling_panel import SettlingPanel
from calcitrack.ui.theme import GAP_L, GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.rows_table import RowsTable
from calcitrack.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from calcitrack.ui.second_reader.desk import Desk

_WIDTH_PX, _HEIGHT_PX = 1040, 760


class SecondReaderDialog(LastingDialog):
    """Three parts. Each reads what it shows when it comes to the front.

    Args:
        desk: Where it asks.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("CalciTrack")
        self.setAccessibleName(self.tr("Second reader"))
        self._desk = desk
        self.reading, self.settling = ReadingPanel(desk), SettlingPanel(desk)
        self._pairs: RowsTable[PairAgreement] = RowsTable(agreement_columns(), {0: 110, 1: 110}, self.tr("Agreement"))
        self._pairs_card = Card(self.tr("Agreement of each pair of readers"), flush=True)
        self._pairs_told = Label()
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self._leave = QPushButton(self.tr("Leave"))
        self._question = LeavingBar()
        self._before_question: QWidget | None = None
        self._build()
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._leave.clicked.connect(self.reject)
        self._question.stay_requested.connect(self._on_stay)
        self._question.leave_requested.connect(lambda: self.done(QDialog.DialogCode.Rejected))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._on_enter)
        self._on_tab_changed(0)

    def _build(self) -> None:
        px = current_theme().px
        self.tabs.setAccessibleName(self.tr("Parts of second reading"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        parts = (
            (self.tr("Read"), self.reading),
            (self.tr("Agreement"), self._agreement()),
            (self.tr("Disagreements"), self.settling),
        )
        for title, part in parts:
            self.tabs.addTab(title)
            self._stack.addWidget(scrolled(part))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._leave)
        self._leave.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(GAP_L), px(GAP_L), px(GAP_L), px(GAP_L))
        whole.setSpacing(px(GAP_M))
        whole.addWidget(Label(self.tr("Second reader"), "title"))
        whole.addWidget(self.tabs)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._question)
        whole.addLayout(foot)
        room = self.screen().availableSize()
        self.resize(min(px(_WIDTH_PX), room.width()), min(px(_HEIGHT_PX), room.height()))

    def _agreement(self) -> QWidget:
        part = QWidget()
        self._pairs_card.add(self._pairs, 1)
        column = QVBoxLayout(part)
        column.addWidget(self._pairs_card, 1)
        column.addWidget(self._pairs_told)
        column.addStretch(0)  # with nothing agreed or not, what is told stands at the top
        return part

    def _show_agreement(self) -> None:
        pairs = self._desk.agreements()
        self._pairs.set_rows(pairs)
        self._pairs_card.setVisible(bool(pairs))
        self._pairs_told.setText(
            self.tr(
                "A blind reading is held against what the first reader had said before it. Kappa is agreement beyond "
                "chance (Cohen 1960), with its interval of 95 % (Fleiss, Cohen and Everitt 1969); with few lesions the "
                "interval is wide (an end beyond 1 is shown as 1), and lesions of one patient are not independent."
            )
            if pairs
            else self.tr("Nobody has read blind yet.")
        )

    @Slot(int)
    def _on_tab_changed(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        held = (self.reading.is_changed, False, self.settling.is_changed)[place]
        if not held:  # what is chosen waits while another part is looked at
            (self.reading.reload, self._show_agreement, self.settling.reload)[place]()
        # Named, lest Enter press whichever button stands first: that one puts the case off.
        self._first_button().setDefault(True)

    @Slot()
    def _on_enter(self) -> None:
        self._first_button().click()

    @Slot()
    def _on_stay(self) -> None:
        self._question.hide()
        if self._before_question is not None:
            self._before_question.setFocus()

    def _first_button(self) -> QPushButton:
        return (self.reading.first_button, self._leave, self.settling.first_button)[self.tabs.currentIndex()]

    # Qt overrides

    def reject(self) -> None:
        """Leave; ask first where something is chosen and not saved. Esc under the question goes back."""
        if self._question.isVisible():
            self._on_stay()
        elif self.reading.is_changed or self.settling.is_changed:
            self._before_question = self.focusWidget()
            self._question.ask()
        else:
            super().reject()
