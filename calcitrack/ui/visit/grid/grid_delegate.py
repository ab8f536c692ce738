"""Draws the cells of the grid from the rows themselves, and makes the one editor there is.

It asks the model for the row, not for roles: a whole screen of cells is drawn without a call per role.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from calcitrack.domain.entry import change_percent, shown_reading, wants_measuring
from calcitrack.domain.figures.thresholds import beyond_error
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Reading
from calcitrack.domain.vocabulary import Discharge, Infection, State
from calcitrack.ui.i18n import day
from calcitrack.ui.theme import Theme, current_theme
from calcitrack.ui.visit.grid import cell_paint as paint
from calcitrack.ui.visit.grid.cell_editor import CellEditor
from calcitrack.ui.visit.grid.columns import AXES, FIELDS, Col, lack, pain_text, shown_subtype, state_instead_of_size
from calcitrack.ui.visit.grid.grid_model import Index, VisitGridModel
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.words import mm, size
from calcitrack.ui.widgets.change_mark import Shift, paint_change
from calcitrack.ui.widgets.lesions.subtype_mark import paint_subtype
from calcitrack.ui.words import inside, short

SIGN_WIDTH = 14
"""Room for the × before the width."""


class GridDelegate(QStyledItemDelegate):
    """The delegate of the grid.

    Attributes:
        settings: They say what is beyond the reading error.
        editor: The line that is open; None while none is.
        open_wide: The next line stands over the whole size: for a sentence, not a number.
    """

    def __init__(self, table: QTableView, model: VisitGridModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self.settings = RuleSettings()
        self.editor: CellEditor | None = None
        self.open_wide = False
        self._painters: Mapping[Col, Callable[[QPainter, QRectF, GridRow, Theme], None]] = {
            Col.SUBTYPE: _paint_subtype,
            Col.LAST: _paint_last,
            Col.CHANGE: self._paint_change,
            Col.PAIN: _paint_pain,
            Col.ULCER: _paint_finding(Col.ULCER),
            Col.DISCHARGE: _paint_discharge,
            Col.REDNESS: _paint_finding(Col.REDNESS),
            Col.INFECTION: _paint_infection,
            Col.FUNCTION: _paint_finding(Col.FUNCTION),
            Col.METHOD: _paint_method,
            Col.STATE: _paint_state,
        }

    def size_rect(self, rect: QRect, col: Col) -> QRect:
        """The two cells of the size as one, for a state or a reason that stands in both."""
        if col is Col.LENGTH:
            return rect.adjusted(0, 0, self._table.columnWidth(Col.WIDTH), 0)
        return rect.adjusted(-self._table.columnWidth(Col.LENGTH), 0, 0, 0)

    def _paint_axis(self, painter: QPainter, rect: QRect, row: GridRow, col: Col, theme: Theme) -> None:
        if instead := state_instead_of_size(row):
            whole = QRectF(self.size_rect(rect, col)).adjusted(theme.px(paint.PAD), 0, -theme.px(3), 0)
            paint.paint_text(painter, whole, instead, theme.tokens.text)
            return
        box = _axis_box(rect, col, theme)
        if col is Col.WIDTH:
            sign = QRectF(rect.left(), rect.top(), theme.px(SIGN_WIDTH), rect.height())
            paint.paint_text(painter, sign, "×", theme.tokens.muted, right=True)
        reading = shown_reading(row.assessment, row.lesion)
        value = getattr(reading, AXES[col]) if reading else None
        if reading and value is None:
            paint.paint_lack(painter, box, self.tr("width?"), theme)
        elif (row.assessment or row.lesion.index) and reading is None and col is Col.LENGTH:
            paint.paint_lack(painter, box, self.tr("size?"), theme)
        else:
            paint.paint_field(painter, box, mm(value) if value else "", theme)

    def _paint_change(self, painter: QPainter, rect: QRectF, row: GridRow, theme: Theme) -> None:
        if row.assessment is None:
            return
        if row.assessment.state is not State.MEASURED or not row.assessment.readings:
            # The cells of the size hold the state's word: an index lesion asks for its size beside them.
            if row.assessment.state is not State.MEASURED and wants_measuring(row.assessment, row.lesion):
                paint.paint_lack(painter, paint.field_rect(rect, theme), self.tr("size?"), theme)
            return
        paint_change(painter, _padded(rect, theme), shift_of(row, self.settings), theme.tokens)

    def _is_beside_focus(self, index: Index, row: GridRow) -> bool:
        """Whether the other half of a state that stands over both cells of the size has the focus."""
        current = self._table.currentIndex()
        near = current.row() == index.row() and Col(current.column()) in AXES
        return near and self._table.hasFocus() and bool(state_instead_of_size(row))

    def _ring_rect(self, rect: QRect, row: GridRow, col: Col, theme: Theme) -> QRectF:
        if col in AXES and state_instead_of_size(row):
            return paint.field_rect(QRectF(self.size_rect(rect, col)), theme)
        if col in AXES:
            return _axis_box(rect, col, theme)
        if col is Col.PAIN:
            return paint.field_rect(QRectF(rect), theme)
        return QRectF(rect).adjusted(theme.px(2), theme.px(2), -theme.px(2), -theme.px(3))

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        theme, col = current_theme(), Col(index.column())
        row = self._model.row_at(index.row())
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setClipRect(rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.tokens.selection))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.tokens.line))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        if col in AXES:
            self._paint_axis(painter, rect, row, col, theme)
        else:
            self._painters[col](painter, QRectF(rect), row, theme)
        if state & QStyle.StateFlag.State_HasFocus or (col in AXES and self._is_beside_focus(index, row)):
            paint.paint_ring(painter, self._ring_rect(rect, row, col, theme), theme)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """A line for what is typed; whoever opened it fills and reads it."""
        self.editor = CellEditor(parent, wide=self.open_wide)
        return self.editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's own name
        """Forget the line with its cell."""
        self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, _editor: QWidget, _index: Index) -> None:
        """Leave the typed text alone: the model may change under an open editor, and must not take it away."""

    def setModelData(self, *_: object) -> None:
        """Leave the model alone: what is typed is looked at before it is taken."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Put the editor over the box that it fills."""
        theme, col = current_theme(), Col(index.column())
        rect: QRect = option.rect
        if isinstance(editor, CellEditor) and editor.is_wide:
            whole = QRectF(self.size_rect(rect, col)).adjusted(0, 0, self._table.columnWidth(Col.CHANGE), 0)
            editor.setGeometry(paint.field_rect(whole, theme).toRect())
        else:
            box = _axis_box(rect, col, theme) if col in AXES else paint.field_rect(QRectF(rect), theme)
            editor.setGeometry(box.toRect())

    def eventFilter(self, _object: QObject, _event: QEvent) -> bool:
        """Keep Qt's own hands off the editor: Tab, Enter, Esc and a lost focus are decided by the typing itself."""
        return False


def shift_of(row: GridRow, settings: RuleSettings) -> Shift | None:
    """The change as it is drawn; within the reading error it is level."""
    last = row.last_reading
    percent = change_percent(last, row.assessment, row.lesion)
    now = shown_reading(row.assessment, row.lesion)
    if percent is None or last is None or now is None:
        return None
    shown = round(abs(percent))
    if not beyond_error(last, now, settings) or not shown:
        return Shift(shown, "level")
    return Shift(shown, "larger", "danger") if percent > 0 else Shift(shown, "smaller", "good")


def _axis_box(rect: QRect, col: Col, theme: Theme) -> QRectF:
    cell = QRectF(rect)
    if col is Col.WIDTH:
        cell.adjust(theme.px(SIGN_WIDTH), 0, 0, 0)
    return paint.field_rect(cell, theme)


def _padded(rect: QRectF, theme: Theme) -> QRectF:
    return rect.adjusted(theme.px(paint.PAD), 0, -theme.px(paint.PAD), 0)


def _paint_subtype(painter: QPainter, rect: QRectF, row: GridRow, theme: Theme) -> None:
    subtype, today = shown_subtype(row)
    inner = _padded(rect, theme)
    if subtype is None:
        paint.paint_text(painter, inner, "—", theme.tokens.muted)
        return
    side = theme.px(11)
    paint_subtype(painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), subtype, theme.tokens)
    inner.adjust(side + theme.px(6), 0, 0, 0)
    colour = theme.tokens.text if today else theme.tokens.muted
    paint.paint_text(painter, inner, inside(subtype), colour)


def last_lines(row: GridRow) -> tuple[str, str]:
    """The last size, and its day where it is older than the last visit that saw the lesion."""
    reading = row.last_reading
    if row.last is None or reading is None:
        return "—", ""
    return size(reading), "" if row.last.state is State.MEASURED else _short_day(reading)


def _short_day(reading: Reading) -> str:
    return day(reading.measured_on)


def _paint_last(painter: QPainter, rect: QRectF, row: GridRow, theme: Theme) -> None:
    first, second = last_lines(row)
    inner = _padded(rect, theme)
    if second:
        paint.paint_two_lines(painter, inner, first, second, theme)
    else:
        paint.paint_text(painter, inner, first, theme.tokens.muted, right=True)


def _paint_pain(painter: QPainter, rect: QRectF, row: GridRow, theme: Theme) -> None:
    pain = row.assessment.pain if row.assessment else None
    paint.paint_field(painter, paint.field_rect(rect, theme), "" if pain is None else pain_text(pain), theme)


def _paint_finding(col: Col) -> Callable[[QPainter, QRectF, GridRow, Theme], None]:
    def draw(painter: QPainter, rect: QRectF, row: GridRow, theme: Theme) -> None:
        value = getattr(row.assessment, FIELDS[col]) if row.assessment else None
        paint.paint_finding(painter, paint.box_rect(rect, theme), value, theme)

    return draw


def _paint_graded(painter: QPainter, rect: QRectF, value: bool | None, name: str, theme: Theme) -> None:
    box = paint.box_rect(rect, theme)
    paint.paint_finding(painter, box, value, theme)
    if value:
        beside = QRectF(box.right() + theme.px(5), rect.top(), rect.right() - box.right(), rect.height())
        paint.paint_text(painter, beside, name, theme.tokens.text)


def _paint_discharge(painter: QPainter, rect: QRectF, row: GridRow, theme: Theme) -> None:
    value = row.assessment.discharge if row.assessment else None
    name = inside(value) if value else ""
    _paint_graded(painter, rect, None if value is None else value is not Discharge.NONE, name, theme)


def _paint_infection(painter: QPainter, rect: QRectF, row: GridRow, theme: Theme) -> None:
    value = row.assessment.infection if row.assessment else None
    name = inside(value) if value else ""
    _paint_graded(painter, rect, None if value is None else value is not Infection.NONE, name, theme)


def _paint_method(painter: QPainter, rect: QRectF, row: GridRow, theme: Theme) -> None:
    inner = _padded(rect, theme)
    reading = shown_reading(row.assessment, row.lesion)
    name = short(reading.method if reading else row.lesion.tracking_method)
    of_record = reading is None or reading.method is row.lesion.tracking_method
    colour = theme.tokens.text if reading else theme.tokens.muted
    paint.paint_text(painter, inner, name, colour if of_record else theme.tokens.warning)
    width = painter.fontMetrics().horizontalAdvance(name)
    if reading:
        middle = QPointF(inner.left() + width + theme.px(9), inner.center().y() + 1)
        paint.paint_chevron(painter, middle, theme.tokens.muted, theme)


def _paint_state(painter: QPainter, rect: QRectF, row: GridRow, theme: Theme) -> None:
    inner = _padded(rect, theme)
    side = theme.px(14)
    box = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
    if row.assessment is None:
        return
    gap = lack(row)
    if not gap:
        paint.paint_tick(painter, box, theme.tokens.good)
        return
    paint.paint_warning(painter, box, theme.tokens.warning)
    beside = inner.adjusted(side + theme.px(6), 0, 0, 0)
    # The cell of the size says it in words too, so the words may wait for a wider window here.
    if painter.fontMetrics().horizontalAdvance(gap) <= beside.width():
        paint.paint_text(painter, beside, gap, theme.tokens.warning)
