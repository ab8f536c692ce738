"""The frame of every form: whom it is about, what to fill in, what is wrong, and buttons that stay in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from calcitrack.domain.errors import Fault
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.forms.form_state import form_state
from calcitrack.ui.forms.leaving_bar import LeavingBar
from calcitrack.ui.i18n import translate
from calcitrack.ui.lasting_dialog import LastingDialog
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_L, GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.widgets.scrolled import scrolled


class FormDialog(LastingDialog):
    """A form that scrolls between a heading and its buttons.

    Ctrl+Enter saves from anywhere; Esc closes, and asks once where something would be lost. The window's own title
    names nobody: it is seen on task bars and shared screens.

    Args:
        heading: What the form is for.
        who: The patient with two identifiers, or what else tells that this is the right form; empty for none.
        save: The word on the button that closes the form with its value.
        width: Width in pixels of the design; it is never wider than the screen.
    """

    def __init__(self, heading: str, who: str, save: str, *, width: int = 560, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self._unchanged: tuple[object, ...] = ()
        self._before_question: QWidget | None = None
        self.form = QWidget()
        self.body = QVBoxLayout(self.form)
        self._scroll = scrolled(self.form, sideways=True)
        self.message = MessageBar()
        self._leaving = LeavingBar()
        self.save_button = QPushButton(save)
        self.cancel_button = QPushButton(translate("FormDialog", "Cancel"))
        self.setWindowTitle("CalciTrack")
        self.setAccessibleName(f"{heading}. {who}" if who else heading)
        self._lay_out(heading, who)
        self._connect()

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end of the form."""
        for widget in widgets:
            self.body.addWidget(widget)

    def asked(self) -> bool:
        """Show the form until it is closed; whether it was closed with its value."""
        said = self.exec()
        self.deleteLater()
        return said == QDialog.DialogCode.Accepted

    def remember(self) -> None:
        """Take what stands in the form now as its unchanged state, once it is filled, and begin at its first field."""
        self.body.addStretch(1)
        self._unchanged = form_state(self.form)
        for part in self.form.findChildren(QWidget):
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.setFocus()
                break

    def leave(self, *, accepted: bool = False) -> None:
        """Close without asking; what was typed is gone, or is taken already."""
        self.done(QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected)

    def is_changed(self) -> bool:
        """Whether closing would lose something."""
        return form_state(self.form) != self._unchanged

    def refused(self, faults: Sequence[Fault], fields: Mapping[str, FormField]) -> bool:
        """Show each fault beside its field, in words; whether there was any.

        Args:
            faults: What a validator found.
            fields: The form's fields by their names in the validator.
        """
        for field in fields.values():
            field.set_fault("")
        homeless = []
        for fault in faults:
            if fault.field in fields:
                fields[fault.field].set_fault(translate(fault.message))
            else:
                homeless.append(translate(fault.message))
        self._tell(len(faults), homeless)
        for field in fields.values():
            if field.fault():
                field.take_focus()
                self._scroll.ensureWidgetVisible(field)
                break
        return bool(faults)

    def bring(self, part: QWidget, area: QRect | None = None) -> None:
        """Scroll so that a part of the form is in sight.

        Args:
            part: A widget inside the form.
            area: What of it is wanted, in its own coordinates; None wants the whole.
        """
        wanted = area or part.rect()
        middle = part.mapTo(self.form, wanted.center())
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, wanted.height() // 2 + current_theme().px(GAP_M))

    def _tell(self, count: int, homeless: Sequence[str]) -> None:
        """Say how many faults there are, with those that stand beside no field."""
        if not count:
            self.message.dismiss()
            return
        told = translate("FormDialog", "Not saved: one entry cannot be taken as it is.")
        if count > 1:
            told = translate("FormDialog", "Not saved: {count} entries cannot be taken as they are.")
        self.message.show_message(" ".join([told.format(count=count), *homeless]), "danger")

    def _lay_out(self, heading: str, who: str) -> None:
        px = current_theme().px
        edge = px(GAP_L)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(edge, edge, edge, edge)
        whole.setSpacing(px(GAP_M))
        whole.addWidget(Label(heading, "title"))
        if who:
            whole.addWidget(Label(who, "muted"))
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.message)
        whole.addWidget(self._leaving)
        whole.addLayout(self._buttons())
        self.body.setContentsMargins(0, 0, px(GAP_S), 0)
        self.body.setSpacing(px(GAP_M))

    def _buttons(self) -> FlowLayout:
        gap = current_theme().px(GAP_S)
        row = FlowLayout(gap=gap, line_gap=gap)
        row.push_right()
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        dress(self.save_button, kind="primary")
        self.save_button.setDefault(True)
        return row

    def _connect(self) -> None:
        self.form.installEventFilter(self)
        self.save_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._leaving.stay_requested.connect(self._on_leaving_stay_requested)
        self._leaving.leave_requested.connect(self._on_leaving_leave_requested)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            # Keys that are held from before the form opened must not close it.
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.save_button.click)

    @Slot()
    def _on_leaving_stay_requested(self) -> None:
        self._leaving.hide()
        if self._before_question is not None:
            self._before_question.setFocus()

    @Slot()
    def _on_leaving_leave_requested(self) -> None:
        super().reject()

    def _room(self) -> QSize:
        """What the screen has for the form inside its frame; the window below it tells how thick frames are here."""
        parent = self.parentWidget()
        below = self if parent is None else parent.window()
        return self.screen().availableGeometry().size() - (below.frameSize() - below.size())

    def _grow(self) -> None:
        """Take more height where the screen has it; never less, so that nothing jumps while somebody types."""
        wanted = min(self.sizeHint().height(), self.maximumHeight())
        if self.isVisible() and wanted > self.height():
            self.resize(self.width(), wanted)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Grow with a message below the form."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with what is in the form: a fault under a field, a row that was added."""
        if watched is self.form and event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return super().eventFilter(watched, event)

    def reject(self) -> None:
        """Close; ask first where something would be lost. Esc under the question goes back to the form."""
        if self._leaving.isVisible():
            self._on_leaving_stay_requested()
        elif self.is_changed():
            self._before_question = self.focusWidget()
            self._leaving.ask()
        else:
            super().reject()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Keep what gets the cursor in sight, also when Tab comes round from the buttons."""
        moved = super().focusNextPrevChild(forward)
        if moved and self.form.isAncestorOf(self.focusWidget()):
            self._scroll.ensureWidgetVisible(self.focusWidget())
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page through a form that is longer than the screen, wherever the cursor is."""
        bar = self._scroll.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown:
            bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
        elif event.key() == Qt.Key.Key_PageUp:
            bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as the form needs, and never larger than the screen."""
        px, room = current_theme().px, self._room()
        width = min(px(self._width), room.width())
        inner = width - 2 * px(GAP_L)
        form = self.form.heightForWidth(inner) if self.form.hasHeightForWidth() else self.form.sizeHint().height()
        rest = super().sizeHint().height() - self._scroll.sizeHint().height()
        return QSize(width, min(form + rest + px(GAP_S), room.height()))

    def setVisible(self, visible: bool) -> None:
        """Begin without a selection: the first key typed must not wipe a record number out."""
        super().setVisible(visible)
        line = self.focusWidget()
        if isinstance(line, QLineEdit):
            line.deselect()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that is asked for: Qt caps a dialog's first size by a share of the screen."""
        if not event.spontaneous():
            self.resize(self.sizeHint())
        super().showEvent(event)
