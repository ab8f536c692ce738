"""The search in the top bar: patients by name, record number or birth date, and every command by name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from calcitrack.ui.icons import pixmap
from calcitrack.ui.shell.search_popup import SearchPopup
from calcitrack.ui.shell.search_rows import CommandLine, PatientLine, RecentLine, Sources, look_up
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label

_SETTLE_MS = 250
_POPUP_PX, _LENS_PX = 440, 16
_PAGE = 8
_STEPS = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE,
}  # fmt: skip


class SearchBox(QLineEdit):
    """Type, arrow, Enter. The list changes with a keystroke and at no other time, so nothing moves under the mouse.

    Args:
        sources: Where it looks.
        settle_ms: How long a click is not taken after the list changed.

    Signals:
        patient_chosen(patient_id): Somebody wants to see a patient.
        command_chosen(command_id): Somebody wants something done.
        left(): Esc was pressed in the empty box: the keys belong to the page again.
    """

    patient_chosen = Signal(int)
    command_chosen = Signal(str)
    left = Signal()

    def __init__(self, sources: Sources, *, settle_ms: int = _SETTLE_MS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources, self._settle_ms = sources, settle_ms
        self._names_hidden = False
        self._popup: SearchPopup | None = None
        self._lens = QLabel(self)
        self._lens.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint = Label("Ctrl K", "key", parent=self)
        self._hint.setWordWrap(False)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("search")
        self.setAccessibleName(self.tr("Find a patient or a command"))
        self.textEdited.connect(self._on_text_edited)
        self._draw()

    def begin(self) -> None:
        """Take the focus, mark what stands there, open the list."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._open()

    def set_names_hidden(self, hidden: bool) -> None:
        """Hide or show the names of the patients found; numbers and dates of birth stay."""
        self._names_hidden = hidden
        self.forget()

    def forget(self) -> None:
        """Empty box and list: nothing of a patient stays."""
        self.clear()
        self._place_marks()
        if self._popup is not None:
            self._watch_clicks(False)
            self._popup.hide()
            self._popup.deleteLater()
            self._popup = None

    def popup(self) -> SearchPopup | None:
        """The list while it is open."""
        return self._popup

    def _open(self) -> None:
        if self._popup is None:
            self._popup = SearchPopup(self._settle_ms, self.window())
            self._popup.chosen.connect(self._choose)
            self._watch_clicks(True)
        self._popup.show_found(look_up(self.text(), self._sources, names_hidden=self._names_hidden))
        self._place()
        self._popup.show()
        self._popup.raise_()
        self._announce()

    def _watch_clicks(self, watch: bool) -> None:
        """Look at the events of the whole program, but only while the list is open: this costs time."""
        app = QApplication.instance()
        if app is not None and watch:
            app.installEventFilter(self)
        elif app is not None:
            app.removeEventFilter(self)

    def _place(self) -> None:
        if self._popup is None:
            return
        px, window = current_theme().px, self.window()
        corner = self.mapTo(window, QPoint(0, self.height() + px(GAP_XS)))
        width = min(max(self.width(), px(_POPUP_PX)), window.width() - corner.x() - px(GAP_M))
        self._popup.fit(corner.x(), corner.y(), width, window.height() - corner.y() - px(GAP_M))

    def _announce(self) -> None:
        """The keys stay in this box, so a screen reader has to be told which row is marked."""
        line = self._popup.marked() if self._popup is not None else None
        if line is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, line.spoken()))

    def _draw(self) -> None:
        theme = current_theme()
        side = theme.px(_LENS_PX)
        self._lens.setPixmap(pixmap("search", theme.tokens.muted, side))
        self._lens.resize(side, side)
        self.setTextMargins(side + theme.px(GAP_XS), 0, 0, 0)
        self._place_marks()

    def _place_marks(self) -> None:
        """The lens at the left, the key at the right where it hides nothing."""
        px = current_theme().px
        size = self._hint.sizeHint()
        self._lens.move(px(GAP_S), (self.height() - self._lens.height()) // 2)
        self._hint.resize(size)
        self._hint.move(self.width() - size.width() - px(GAP_S), (self.height() - size.height()) // 2)
        whole = self.accessibleName()
        taken = self.fontMetrics().horizontalAdvance(whole) + px(_LENS_PX + 4 * GAP_S)
        self.setPlaceholderText(whole if taken < self.width() else self.tr("Find"))
        self._hint.setVisible(not self.text() and taken < self._hint.x())

    @Slot(object)
    def _choose(self, line: object) -> None:
        self.forget()
        match line:
            case PatientLine():
                self.patient_chosen.emit(line.hit.patient_id)
            case RecentLine():
                self.patient_chosen.emit(line.patient.patient_id)
            case CommandLine():
                self.command_chosen.emit(line.command.id)

    @Slot()
    def _on_text_edited(self) -> None:
        self._place_marks()
        self._open()

    def _on_escape(self) -> None:
        """First the list goes, then the text and with it the focus."""
        was_open = self._popup is not None
        text = self.text()
        self.forget()
        if was_open and text:
            self.setText(text)
            self._place_marks()
        else:
            self.left.emit()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list, Enter chooses, Esc steps back."""
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        elif self._popup is None and (step is not None or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self._open()
        elif self._popup is not None and step is not None:
            self._popup.move_mark(step)
            self._announce()
        elif self._popup is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._popup.marked())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the list too."""
        super().mousePressEvent(event)
        if self._popup is None:
            self._open()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes on elsewhere is done with the list; a menu or another program is not elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the list is open: follow the window, and close on a click elsewhere."""
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._place()
        elif (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(watched, QWidget)
            and self._is_elsewhere(watched)
        ):
            self.forget()
        return super().eventFilter(watched, event)

    def _is_elsewhere(self, widget: QWidget) -> bool:
        own = (self, self._popup)
        return not any(part is not None and (widget is part or part.isAncestorOf(widget)) for part in own)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The marks keep to the ends."""
        super().resizeEvent(event)
        self._place_marks()
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._draw()
        super().changeEvent(event)
