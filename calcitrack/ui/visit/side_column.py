"""What stands beside the grid of a visit: the fields of one lesion, or what the review says of the draft."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout


class SideColumn(QWidget):
    """Two panels, one in front. The word that leads to the pathway counts its signs, in front or not."""

    def __init__(self, lesion: QWidget, pathway: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lesion_chip = Chip(self.tr("Lesion"))
        self._pathway_chip = Chip(self.tr("Pathway"))
        self._pathway_chip.setToolTip("Ctrl+G")
        self._group = QButtonGroup(self)
        self._head = QWidget()
        flow = FlowLayout(self._head)
        self._stack = QStackedWidget()
        for chip, panel in ((self._lesion_chip, lesion), (self._pathway_chip, pathway)):
            self._group.addButton(chip, self._stack.count())
            flow.addWidget(chip)
            self._stack.addWidget(panel)
        self._lesion_chip.setChecked(True)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self._head)
        self._whole.addWidget(self._stack, 1)
        self._group.idClicked.connect(self._stack.setCurrentIndex)
        self._space()

    def turn(self) -> None:
        """Bring the other panel to the front."""
        if self._head.isHidden():
            return
        other = self._group.button(1 - self._stack.currentIndex())
        other.click()
        other.setFocus()

    def set_pathway_there(self, there: bool) -> None:
        """Whether the clinic shows what the review says; without it the fields of the lesion stand alone."""
        self._head.setVisible(there)
        if not there:
            self._lesion_chip.setChecked(True)
            self._stack.setCurrentIndex(0)

    @Slot(int)
    def tell_signs(self, count: int) -> None:
        """Say how many cards show signs."""
        word = self.tr("Pathway · signs: {count}").format(count=count) if count else self.tr("Pathway")
        self._pathway_chip.set_word(word)

    def _space(self) -> None:
        self._whole.setSpacing(current_theme().px(GAP_S))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
