"""The table of the grid: where the cursor goes, and which key or click means what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QFrame, QHeaderView, QTableView, QWidget

from calcitrack.domain.entry import shown_reading
from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import current_theme
from calcitrack.ui.visit.grid import cell_paint
from calcitrack.ui.visit.grid.cell_editor import Step
from calcitrack.ui.visit.grid.cell_width import HEAD_PADS, Fitting, fitting, widths
from calcitrack.ui.visit.grid.columns import AXES, FIELD_COLUMNS, TYPED_COLUMNS, Col
from calcitrack.ui.visit.grid.grid_delegate import GridDelegate
from calcitrack.ui.visit.grid.grid_model import Index, VisitGridModel
from calcitrack.ui.visit.grid.identity_header import IdentityCorner, IdentityHeader
from calcitrack.ui.visit.grid.keys import Command, begins_number, command_of, is_shortcut, subtype_of
from calcitrack.ui.visit.grid.recorder import cycles

IDENTITY_SHARE = 0.42
HEAD_PX = 32
MOST_ROWS_SHOWN = 15
_LAST_HEAD = 6

_STEP_KEYS: Mapping[int, Step] = {
    Qt.Key.Key_Return: Step.ENTER,
    Qt.Key.Key_Enter: Step.ENTER,
    Qt.Key.Key_Tab: Step.TAB,
    Qt.Key.Key_Backtab: Step.BACK,
}
_ACTING_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_F4)


class GridTable(QTableView):
    """One row a lesion. It moves its own cursor and says everything else by signals.

    Signals:
        commanded: A key of the table of keys; carries the ``Command``.
        subtype_chosen: A letter in a subtype cell.
        typing_begun: The first character of a number in a typed cell; empty where the value itself is to be changed.
        turned: Space or a click wants the next value of the cell (``Col``).
        list_wanted: Space or a click wants the list of the cell's choices (``Col``).
        touched: Any other key or click, which ends whatever was asked.
        lesion_changed: Another lesion is the current one; carries its id.
        folded: These columns (a list of ``Col``) find no room and are not shown.

    Attributes:
        may_leave: Asked before a click moves the cursor: False while something typed is open.
    """

    commanded = Signal(Command)
    subtype_chosen = Signal(Subtype)
    typing_begun = Signal(str)
    turned = Signal(Col)
    list_wanted = Signal(Col)
    touched = Signal()
    lesion_changed = Signal(int)
    folded = Signal(list)

    def __init__(self, model: VisitGridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.grid_delegate = GridDelegate(self, model)
        self._current_lesion: int | None = None
        self._head_pad = HEAD_PADS[0]
        self._fitted_width = 0
        self._identity = IdentityHeader(model, self)
        self._corner = IdentityCorner(self)
        self._pressed: QModelIndex | None = None
        self.may_leave: Callable[[], bool] = lambda: True
        self._build(model)

    def _build(self, model: VisitGridModel) -> None:
        self.setModel(model)
        self.setItemDelegate(self.grid_delegate)
        self.setVerticalHeader(self._identity)
        self.setProperty("flush", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerWidget(QWidget())  # the style draws a bevel where both scroll bars meet
        self.setShowGrid(False)
        # What covers its ground whole is scrolled by moving pixels; else each step would draw every cell anew.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Lesions of this visit"))
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setStretchLastSection(True)
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)
        self._identity.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self.fit)
        model.dataChanged.connect(self._on_model_data_changed)
        self._identity.sectionClicked.connect(self._on_head_clicked)

    def current_place(self) -> int | None:
        """The row of the cursor; None without one."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def go(self, place: int, col: Col) -> None:
        """Put the cursor into a cell that exists, and bring it into sight."""
        self.setCurrentIndex(self._rows.index(place, col))

    def step(self, step: Step) -> None:
        """Go on from the current cell: Enter to what is measured next, Tab to the next cell to fill."""
        index = self.currentIndex()
        if not index.isValid():
            return
        place, col = index.row(), Col(index.column())
        match step:
            case Step.ENTER | Step.DOWN if col is Col.LENGTH and step is Step.ENTER and self._has_size(place):
                self.go(place, Col.WIDTH)
            case Step.ENTER | Step.DOWN:
                self.next_lesion()
            case Step.UP if place > 0:
                self.go(place - 1, col)
            case Step.TAB:
                self._tab(place, col, 1)
            case Step.BACK:
                self._tab(place, col, -1)

    def next_lesion(self) -> None:
        """Go to the length of the next lesion; on the last one stay with it."""
        place = self.current_place()
        if place is not None:
            self.go(min(place + 1, self._rows.rowCount() - 1), Col.LENGTH)

    @Slot()
    def fit(self) -> None:
        """Make room for what the rows say, at the theme's scale."""
        self._fitted_width = self.width()
        fitting = self._fitting()
        wide = fitting.widths
        self._head_pad = fitting.head_pad
        self._fold(fitting.folded)
        pad = fitting.head_pad
        self.horizontalHeader().setStyleSheet(f"QHeaderView::section {{ padding: 0 {current_theme().px(pad)}px; }}")
        # What the cells leave is the sites', so that nothing lies off to the right while a site could wrap instead.
        # Where the cells scroll all the same, wrapping would gain nothing and cost height.
        share, left = round(self.width() * IDENTITY_SHARE), self._room() - fitting.taken()
        self._identity.fit(min(share, left) if left >= self._identity.least() else share)
        for col, width in wide.items():
            self.setColumnWidth(col, width)
        self.horizontalHeader().setFixedHeight(current_theme().px(HEAD_PX))
        self.updateGeometries()
        self.updateGeometry()

    def _fitting(self) -> Fitting:
        return fitting(self._rows.rows(), self.font(), self._room() - self._identity.comfortable())

    def _fold(self, columns: tuple[Col, ...]) -> None:
        """Leave columns out that find no room; their keys go on working, and the panel of the lesion has them all."""
        before = tuple(col for col in Col if self.isColumnHidden(col))
        for col in Col:
            self.setColumnHidden(col, col in columns)
        if columns != before:
            self.folded.emit(list(columns))
            if self.currentIndex().isValid() and Col(self.currentIndex().column()) in columns:
                self.go(self.currentIndex().row(), Col.LENGTH)

    def _room(self) -> int:
        """The width for heads and cells; the scroll bar has its place whether it is there or not.

        The last head takes a few pixels more than was set for it, as its style wants them.
        """
        return self.width() - self.verticalScrollBar().sizeHint().width() - current_theme().px(_LAST_HEAD) - 2

    def _height_of(self, rows: int) -> int:
        scroll_bar = self.horizontalScrollBar().sizeHint().height()
        head = current_theme().px(HEAD_PX)
        return head + max(rows, 3) * self._identity.defaultSectionSize() + scroll_bar + 2

    def _has_size(self, place: int) -> bool:
        row = self._rows.row_at(place)
        return shown_reading(row.assessment, row.lesion) is not None

    def _tab(self, place: int, col: Col, by: int) -> bool:
        """Go to the next cell to fill, or say that there is none: then the focus leaves the table."""
        fields = [c for c in FIELD_COLUMNS if not self.isColumnHidden(c)]
        if col in fields:
            at = place * len(fields) + fields.index(col) + by
        else:
            nearer = [c for c in fields if (c > col) == (by > 0)]
            at = place * len(fields) + fields.index(nearer[0 if by > 0 else -1]) if nearer else -1
        if not 0 <= at < self._rows.rowCount() * len(fields):
            return False
        self.go(at // len(fields), fields[at % len(fields)])
        return True

    def _act(self, col: Col) -> None:
        if cycles(col):
            self.turned.emit(col)
        elif col in (Col.SUBTYPE, Col.METHOD):
            self.list_wanted.emit(col)
        elif col in TYPED_COLUMNS:
            self.typing_begun.emit("")

    def _key_in_cell(self, event: QKeyEvent, col: Col) -> bool:
        """Do what a key means in this cell only; False where it means nothing of its own."""
        subtype = subtype_of(event) if col is Col.SUBTYPE else None
        is_number = begins_number(event) and col in TYPED_COLUMNS
        if subtype is None and not is_number and event.key() not in _ACTING_KEYS:
            return False
        self.touched.emit()
        if subtype is not None:
            self.subtype_chosen.emit(subtype)
        elif is_number:
            self.typing_begun.emit(event.text())
        else:
            self._act(col)
        return True

    def _redraw_size(self, index: Index) -> None:
        """Draw both cells of the size: a state that stands over them wears one ring."""
        if index.isValid() and index.column() in AXES:
            for col in AXES:
                self.update(self._rows.index(index.row(), col))

    def _redraw_current(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.update(index)
            self._redraw_size(index)

    def _is_on_mark(self, index: QModelIndex, at: QPoint) -> bool:
        if not cycles(Col(index.column())):
            return False
        box = cell_paint.box_rect(QRectF(self.visualRect(index)), current_theme())
        slack = current_theme().px(cell_paint.PAD)
        return box.adjusted(-slack, -slack, slack, slack).contains(QPointF(at))

    @Slot(QModelIndex, QModelIndex)
    def _on_model_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        rows = [self._rows.row_at(place) for place in range(first.row(), last.row() + 1)]
        for col, width in widths(rows, self.font(), self._head_pad).items():
            if width > self.columnWidth(col) and not self.isColumnHidden(col):
                self.setColumnWidth(col, width)
        if sum(self.columnWidth(col) for col in Col) + self._identity.sizeHint().width() > self._room():
            self.fit()  # a grade needs more room than is left: sites wrap, or another column gives way

    @Slot(int)
    def _on_head_clicked(self, place: int) -> None:
        if self.may_leave():
            self.go(place, Col.LENGTH)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Steps, then the cell's own keys, then the commands, then what any table does."""
        index = self.currentIndex()
        command = command_of(event)
        step = None if is_shortcut(event) else _STEP_KEYS.get(event.key())
        if step is not None and index.isValid():
            self.touched.emit()
            self._press_step(event, index, step)
        elif index.isValid() and not is_shortcut(event) and self._key_in_cell(event, Col(index.column())):
            return
        elif command is not None:
            self.commanded.emit(command)
        else:
            self.touched.emit()
            super().keyPressEvent(event)

    def _press_step(self, event: QKeyEvent, index: QModelIndex, step: Step) -> None:
        if step in (Step.TAB, Step.BACK):
            by = 1 if step is Step.TAB else -1
            event.setAccepted(self._tab(index.row(), Col(index.column()), by))
        else:
            self.step(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover the ground, then draw the cells."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(current_theme().tokens.surface))
        painter.end()
        super().paintEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the cursor, unless something typed is still open."""
        if not self.may_leave():
            return
        self.touched.emit()
        index = self.indexAt(event.position().toPoint())
        again = index == self.currentIndex() and Col(index.column()) in (Col.SUBTYPE, Col.METHOD)
        on_mark = index.isValid() and self._is_on_mark(index, event.position().toPoint())
        self._pressed = index if on_mark or (index.isValid() and again) else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn a mark that was clicked, or open a list that was clicked twice."""
        super().mouseReleaseEvent(event)
        index, self._pressed = self._pressed, None
        if index is not None and index == self.indexAt(event.position().toPoint()):
            self._act(Col(index.column()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change the value of a typed cell; on a mark the second click counts as a click."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and Col(index.column()) in TYPED_COLUMNS and self.may_leave():
            self.typing_begun.emit("")
        else:
            self.mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring; the view's own way draws every cell anew, at each step in and out of an editor."""
        QAbstractScrollArea.focusInEvent(self, event)
        self._redraw_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away; whatever was asked is over once the keys go elsewhere."""
        QAbstractScrollArea.focusOutEvent(self, event)
        self._redraw_current()
        self.touched.emit()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands: none looks for a row."""

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's own name
        """Tell which lesion the keys go to."""
        super().currentChanged(current, previous)
        self._redraw_size(previous)
        self._redraw_size(current)
        lesion_id = self._rows.row_at(current.row()).lesion.id if current.isValid() else None
        if lesion_id is not None and lesion_id != self._current_lesion:
            self.lesion_changed.emit(lesion_id)
        self._current_lesion = lesion_id

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:  # noqa: N802 - Qt's own name
        """Draw the cells of one row: Qt would draw the whole table anew for more than one cell."""
        if first.row() != last.row() or QAccessible.isActive():
            super().dataChanged(first, last, roles)
            return
        for column in range(first.column(), last.column() + 1):
            self.update(self._rows.index(first.row(), column))

    def sizeHint(self) -> QSize:
        """As high as its rows, up to what a screen holds: a page that has room shows them all at once."""
        return QSize(super().sizeHint().width(), self._height_of(min(self._rows.rowCount(), MOST_ROWS_SHOWN)))

    def minimumSizeHint(self) -> QSize:
        """A head and three rows: with less, a sentence beside a cell has nowhere to stand."""
        return QSize(super().minimumSizeHint().width(), self._height_of(3))

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's own name
        """Keep the head of the row heads in its corner."""
        super().updateGeometries()
        heads = self.horizontalHeader()
        self._corner.setGeometry(QRect(0, 0, self._identity.width(), heads.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width leaves another share to the row heads."""
        super().resizeEvent(event)
        if self.width() != self._fitted_width:  # the viewport's width changes with the row heads', too
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
