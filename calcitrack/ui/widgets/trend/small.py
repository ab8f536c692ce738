"""The trend of the overview: areas, of each lesion or summed, on a logarithmic or linear axis."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QButtonGroup, QWidget

from calcitrack.domain.figures.trend_view import Follow, TrendView
from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.trend.panel import TrendPanel


class SmallTrend(TrendPanel):
    """A trend with few chips, which a card may take into its header; until one does they stand above the lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._each = Chip(self.tr("Each lesion"))
        self._total = Chip(self.tr("Total, same lesions"))
        self._log_chip = Chip(self.tr("Log"))
        self._each.setChecked(True)
        self._log_chip.setChecked(True)
        self._log_chip.setToolTip(self.tr("Logarithmic axis: equal steps are equal factors. Off: a linear axis from 0"))
        self._what = QButtonGroup(self)
        self._what.addButton(self._each)
        self._what.addButton(self._total)
        self._header = FlowLayout()
        for control in self.controls():
            self._header.addWidget(control)
        self.whole.insertLayout(0, self._header)
        self._what.buttonClicked.connect(self._on_view_chosen)
        self._log_chip.clicked.connect(self._on_view_chosen)
        self._space_header()

    def controls(self) -> tuple[QWidget, ...]:
        """The chips, for the header of a card."""
        return self._each, self._total, self._log_chip, self.numbers_chip

    @Slot()
    def _on_view_chosen(self) -> None:
        follow = Follow.SET if self._total.isChecked() else Follow.LESION
        self.set_view(TrendView(follow=follow), log=self._log_chip.isChecked())

    def _space_header(self) -> None:
        px = current_theme().px
        self._header.set_gaps(px(GAP_S), px(GAP_XS))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space_header()
