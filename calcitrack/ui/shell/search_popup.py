"""The list below the search box. It lies inside the window, so no name outlives a lock on some other window."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from calcitrack.ui.shell.search_delegate import SearchDelegate
from calcitrack.ui.shell.search_rows import Found, HeadLine, Line, LinesModel
from calcitrack.ui.style import dress
from calcitrack.ui.theme import CONTROL_RADIUS, GAP_M, GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label


class SearchPopup(QFrame):
    """Rows and, always in sight below them, a remark. It takes no focus: the keys stay in the search box.

    Args:
        settle_ms: A click sooner than this after the rows changed is not taken, for it was meant for another row.

    Signals:
        chosen(line): A patient or a command was clicked.
    """

    chosen = Signal(object)

    def __init__(self, settle_ms: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._list = _ResultList(settle_ms)
        self._list.setModel(LinesModel(self))
        self._list.clicked_line.connect(self.chosen)
        self._remark = Label(role="small")
        px = current_theme().px
        self._remark.setContentsMargins(px(GAP_M), px(GAP_XS), px(GAP_M), px(GAP_XS))
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self._list, 1)
        column.addWidget(self._remark)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_found(self, found: Found) -> None:
        """Show rows; the first that can be chosen is marked."""
        self._list.show_lines(found.lines)
        self._remark.setText(found.remark)
        self._remark.setVisible(bool(found.remark))

    def move_mark(self, step: int) -> None:
        """Mark another row."""
        self._list.mark(self._lines().next_choice(self._list.currentIndex().row(), step))

    def marked(self) -> Line | None:
        """The marked row."""
        return self._lines().line(self._list.currentIndex().row())

    def remark(self) -> str:
        """The sentence below the rows."""
        return self._remark.text() if self._remark.isVisibleTo(self) else ""

    def view(self) -> QListView:
        """The list itself."""
        return self._list

    def fit(self, left: int, top: int, width: int, room: int) -> None:
        """Take a place in the window, as high as the rows, at most ``room``."""
        edge = current_theme().px(1)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(edge, current_theme().px(GAP_XS), edge, current_theme().px(GAP_XS))
        self.setGeometry(left, top, width, room)
        self.ensurePolished()
        self._list.doItemsLayout()
        remark = self._remark.heightForWidth(width - 2 * edge) if self._remark.isVisibleTo(self) else 0
        wanted = self._list.content_height() + remark + 2 * current_theme().px(GAP_XS)
        self.setGeometry(left, top, width, min(room, wanted))

    def _lines(self) -> LinesModel:
        model = self._list.model()
        assert isinstance(model, LinesModel)
        return model

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A surface with a border that shows on every ground."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens.background))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.tokens.faint), theme.px(1)))
        painter.setBrush(QColor(theme.tokens.surface))
        radius = theme.px(CONTROL_RADIUS)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class _ResultList(QListView):
    """Chooses only a row that stood where it stands now, both when the button went down and when it came up."""

    clicked_line = Signal(object)

    def __init__(self, settle_ms: int) -> None:
        super().__init__()
        self._settle_ms = settle_ms
        self._since_change = QElapsedTimer()
        self._pressed: Line | None = None
        self.setItemDelegate(SearchDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        dress(self, flush="true")

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        model = self.model()
        assert isinstance(model, LinesModel)
        model.set_lines(lines)
        self._since_change.start()
        self.mark(model.next_choice(-1, 1))

    def mark(self, row: int) -> None:
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        # The heading above the first row belongs into sight with it.
        self.scrollTo(self.model().index(0, 0) if row <= 1 else index)

    def content_height(self) -> int:
        return sum(self.sizeHintForIndex(self.model().index(row, 0)).height() for row in range(self.model().rowCount()))

    def _line_at(self, event: QMouseEvent) -> Line | None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        model = self.model()
        assert isinstance(model, LinesModel)
        line = model.line(index.row())
        return None if isinstance(line, HeadLine) else line

    def _is_settled(self) -> bool:
        return self._since_change.elapsed() >= self._settle_ms

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._line_at(event) if self._is_settled() else None
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._line_at(event):
            self.clicked_line.emit(pressed)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The second press of two quick clicks comes as this event.
        self.mousePressEvent(event)
