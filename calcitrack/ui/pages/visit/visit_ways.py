"""The ways of the keys between the parts of a visit, and what is brought into sight with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from calcitrack.ui.pages.chart.map_card import MapCard
    from calcitrack.ui.visit.fields.visit_fields import VisitFields
    from calcitrack.ui.visit.grid.visit_grid import VisitGrid
    from calcitrack.ui.visit.lesion.detail_panel import DetailPanel
    from calcitrack.ui.visit.page_scroll import PageScroll
    from calcitrack.ui.visit.side_column import SideColumn


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a visit on screen."""

    grid: VisitGrid
    detail: DetailPanel
    map: MapCard
    fields: VisitFields
    side: SideColumn


class VisitWays(QObject):
    """Gives the keys to a part. On a narrow screen the side column stands below the grid, and is scrolled to.

    Args:
        parts: Where the keys can go.
        scroll: What the parts scroll in.
    """

    def __init__(self, parts: Parts, scroll: PageScroll) -> None:
        super().__init__(scroll)
        self._parts, self._scroll = parts, scroll

    @Slot()
    def go_to_map(self) -> None:
        """To the map."""
        self._parts.side.show_map()
        self._parts.map.setFocus()
        inside = self._scroll.widget()
        if inside is not None and inside.isAncestorOf(self._parts.side):
            # Narrow: its place is known once the layout has settled.
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._parts.map, 0, 0))

    @Slot()
    def go_to_lesion(self) -> None:
        """To all fields of the current lesion."""
        self._parts.side.show_lesion()
        self._parts.detail.begin()

    @Slot()
    def go_to_grid(self) -> None:
        """To the grid, its current row in sight."""
        self._parts.grid.setFocus()
        self._scroll.ensureWidgetVisible(self._parts.grid, 0, 0)
        self.bring_row()

    def go_on(self) -> None:
        """From the grid to the fields of the visit, from anywhere else to the grid."""
        grid, fields = self._parts.grid, self._parts.fields
        if not grid.isAncestorOf(QApplication.focusWidget() or self._scroll):
            self.go_to_grid()
        elif grid.settle():
            fields.begin()
            self._scroll.ensureWidgetVisible(QApplication.focusWidget() or fields)

    @Slot()
    def bring_row(self) -> None:
        """Bring the current row into sight."""
        grid = self._parts.grid
        area = grid.current_area()
        self._scroll.ensureVisible(0, grid.y() + area.center().y(), 0, area.height())
