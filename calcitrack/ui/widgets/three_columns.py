"""Three columns side by side, each scrolling alone; with less room two, and at last one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from calcitrack.ui.theme import GAP_M, current_theme

_LEFT_PX, _MIDDLE_PX, _RIGHT_PX = 300, 590, 312
"""The middle one is never narrower than this beside another; the others are that wide."""


class Place(IntEnum):
    """A column. What stands in it keeps together wherever there is room for it."""

    LEFT = 0
    MIDDLE = 1
    RIGHT = 2


_ABREAST = ((Place.LEFT,), (Place.MIDDLE,), (Place.RIGHT,))
_TWO = ((), (Place.MIDDLE,), (Place.LEFT, Place.RIGHT))
_ONE = ((), (Place.MIDDLE, Place.LEFT, Place.RIGHT), ())


class ThreeColumns(QWidget):
    """Scrolls down, never sideways. A column in which nothing stands takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(_Column() for _ in Place)
        self._strips = tuple(_Strip() for _ in Place)
        self._arranged: tuple[tuple[Place, ...], ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for strip in self._strips:
            self._row.addWidget(strip)
        self._row.setStretch(Place.MIDDLE, 1)
        self._space()

    def add(self, place: Place, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of a column."""
        column = self._columns[place].column
        column.addWidget(widget, stretch)
        self._arrange()

    def insert(self, place: Place, index: int, widget: QWidget) -> None:
        """Put a widget at a place within a column, 0 for its top; one that stands there already changes places."""
        column = self._columns[place].column
        if column.indexOf(widget) == index:
            return
        stretch = column.stretch(column.indexOf(widget)) if column.indexOf(widget) >= 0 else 0
        column.insertWidget(index, widget, stretch)
        self._arrange()

    def set_stretch(self, place: Place, widget: QWidget, stretch: int) -> None:
        """Change how much of the spare height a widget takes."""
        self._columns[place].column.setStretchFactor(widget, stretch)

    def name_strips(self, main: str, side: str) -> None:
        """What a screen reader says of the middle and of the right strip."""
        self._strips[Place.LEFT].setAccessibleName(side)
        self._strips[Place.MIDDLE].setAccessibleName(main)
        self._strips[Place.RIGHT].setAccessibleName(side)

    def _fitting(self) -> tuple[tuple[Place, ...], ...]:
        px, width = current_theme().px, self.width()
        two = px(_MIDDLE_PX) + px(GAP_M) + px(_RIGHT_PX)
        if width < two:
            return _ONE
        has_left = self._columns[Place.LEFT].column.count() > 0
        return _ABREAST if not has_left or width >= two + px(GAP_M) + px(_LEFT_PX) else _TWO

    def _arrange(self) -> None:
        wanted = self._fitting()
        if wanted != self._arranged:
            self._arranged = wanted
            for strip, places in zip(self._strips, wanted, strict=True):
                strip.hold([self._columns[place] for place in places], Place.MIDDLE in places)
        for strip, places in zip(self._strips, wanted, strict=True):
            strip.setVisible(any(self._columns[place].column.count() for place in places))

    def _space(self) -> None:
        px = current_theme().px
        gap = px(GAP_M)
        self._row.setSpacing(gap)
        self._strips[Place.LEFT].setFixedWidth(px(_LEFT_PX))
        self._strips[Place.RIGHT].setFixedWidth(px(_RIGHT_PX))
        for strip in self._strips:
            strip.column.setSpacing(gap)
        for column in self._columns:
            column.column.setSpacing(gap)
        self._arrange()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


class _Column(QWidget):
    """What keeps together."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)


class _Strip(QScrollArea):
    """Columns below one another. The keys reach it, for what it shows may be text alone and still must scroll."""

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("kind", "strip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def hold(self, columns: Sequence[_Column], has_middle: bool) -> None:
        """Show these columns; the middle one fills what height is left, the others keep to the top."""
        for place, column in enumerate(columns):
            fills = place == 0 if has_middle else place == len(columns) - 1
            top = Qt.AlignmentFlag(0) if has_middle and fills else Qt.AlignmentFlag.AlignTop
            self.column.addWidget(column, 1 if fills else 0, top)
            column.show()

    @Slot(int, int)
    def _on_range_changed(self, _least: int, most: int) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if most > 0 else Qt.FocusPolicy.NoFocus)
