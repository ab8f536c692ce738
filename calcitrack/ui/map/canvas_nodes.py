"""The regions and marks of the map as nodes for assistive technology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF

from calcitrack.ui.map.access import Told

if TYPE_CHECKING:
    from calcitrack.ui.map.canvas import MapCanvas


class CanvasNodes:
    """One node for each region and each mark, in the order in which the keys go over them.

    Args:
        canvas: Whose they are.
    """

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas

    def count(self) -> int:
        """The regions and the marks."""
        return len(self._canvas.scene().items)

    def told(self, index: int) -> Told:
        """What is told of a region or mark."""
        canvas, item = self._canvas, self._canvas.scene().items[index]
        return Told(
            name=canvas.name_of(item),
            description=canvas.description_of(item),
            rect=item.rect.toAlignedRect(),
            is_mark=item.region is None,
            is_selected=canvas.is_selected(item),
        )

    def in_focus(self) -> int:
        """The region or mark that the keys go to."""
        return self._canvas.item_in_focus()

    def at(self, point: QPoint) -> int | None:
        """The region or mark at a point."""
        item = self._canvas.item_at(QPointF(point))
        return None if item is None else self._canvas.scene().items.index(item)
