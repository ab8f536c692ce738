"""What stands beside the grid of a visit: the fields of one lesion, the map, or what the review says of the draft."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Slot
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout


class SideColumn(QWidget):
    """Three panels, one in front. The word that leads to the pathway counts its signs, in front or not."""

    def __init__(self, lesion: QWidget, on_map: QWidget, pathway: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lesion_chip = Chip(self.tr("Lesion"))
        self._lesion_chip.setToolTip(self.tr("L in the grid"))
        self._map_chip = Chip(self.tr("Map"))
        self._map_chip.setToolTip(self.tr("M in the grid"))
        self._pathway_chip = Chip(self.tr("Pathway"))
        self._pathway_chip.setToolTip("Ctrl+G")
        self._group = QButtonGroup(self)
        head = QWidget()
        flow = FlowLayout(head)
        self._stack = QStackedWidget()
        panels = ((self._lesion_chip, lesion), (self._map_chip, on_map), (self._pathway_chip, pathway))
        for chip, panel in panels:
            self._group.addButton(chip, self._stack.count())
            flow.addWidget(chip)
            self._stack.addWidget(panel)
        self._lesion_chip.setChecked(True)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(head)
        self._whole.addWidget(self._stack, 1)
        self._group.idClicked.connect(self._stack.setCurrentIndex)
        self._space()

    def turn(self) -> None:
        """Bring the pathway to the front, or the fields of the lesion where it is there already."""
        if self._pathway_chip.isHidden():
            return
        other = self._lesion_chip if self._pathway_chip.isChecked() else self._pathway_chip
        other.click()
        other.setFocus()
        self._come_into_sight()

    def show_lesion(self) -> None:
        """Bring the fields of the lesion to the front, and into sight."""
        self._lesion_chip.click()
        self._come_into_sight()

    def show_map(self) -> None:
        """Bring the map to the front."""
        self._map_chip.click()

    def set_pathway_there(self, there: bool) -> None:
        """Whether the clinic shows what the review says."""
        if not there and self._pathway_chip.isChecked():
            self._lesion_chip.click()
        self._pathway_chip.setVisible(there)

    @Slot(int)
    def tell_signs(self, count: int) -> None:
        """Say how many cards show signs."""
        word = self.tr("Pathway · signs: {count}").format(count=count) if count else self.tr("Pathway")
        self._pathway_chip.set_word(word)

    def _come_into_sight(self) -> None:
        """On a narrow screen the column stands below the grid: bring its head to the top."""
        above = self.parentWidget()
        while above is not None:
            inside = above.widget() if isinstance(above, QScrollArea) else None
            if isinstance(above, QScrollArea) and inside is not None:
                above.verticalScrollBar().setValue(self.mapTo(inside, QPoint(0, 0)).y())
            above = above.parentWidget()

    def _space(self) -> None:
        self._whole.setSpacing(current_theme().px(GAP_S))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
