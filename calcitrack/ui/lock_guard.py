"""Sees when the desk is left: no key and no mouse for a while, the computer going to sleep, or Ctrl+L in a form.

Times are those of the wall clock: the other clocks of a computer stand still while it sleeps.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from shiboken6 import isValid

if TYPE_CHECKING:
    from calcitrack.clinic.session import Clinic
    from calcitrack.domain.change import Change
    from calcitrack.ui.session import Session

TICK_MS = 2000
SLEPT = timedelta(seconds=60)
"""A tick that comes so much later than it should slept, or the clock was set."""
_TOUCH = timedelta(seconds=1)
_INPUT = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
     QEvent.Type.TouchBegin, QEvent.Type.TabletPress}
)  # fmt: skip

ASKED, IDLE, SLEEP, KEY_CHANGE = "asked", "idle", "sleep", "change of the data key"
"""Why a vault was locked, as the audit keeps it."""


class LockGuard(QObject):
    """Watches over one open vault, from sign-in to lock.

    It looks at what reaches the window that has the keys: a filter on the whole application would cost every event.

    Args:
        session: Of the open vault; its clock counts.
        main: The main window, whose own Ctrl+L is a command like others.

    Signals:
        lock_wanted(why): ``ASKED``, ``IDLE`` or ``SLEEP``.
    """

    lock_wanted = Signal(str)

    def __init__(self, session: Session, main: QWindow | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._main = session, main
        self._window: QWindow | None = None
        self._idle = timedelta()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)
        self._last = self._ticked = self._now()
        session.changed.connect(self._on_changed)

    def start(self) -> None:
        """Begin, with the desk just taken."""
        self._last = self._ticked = self._now()
        self._read_settings()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._follow)
        self._follow(QGuiApplication.focusWindow())
        self._timer.start()

    def stop(self) -> None:
        """The vault is locked: there is nothing to guard."""
        self._timer.stop()
        self._follow(None)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self._follow)

    def touch(self) -> None:
        """Somebody is at the desk."""
        now = self._now()
        if abs(now - self._last) >= _TOUCH:
            self._last = now
            self._clinic.presence.touch(now)

    @Slot()
    def look(self) -> None:
        """See whether the time is up."""
        now, before = self._now(), self._ticked
        self._ticked = now
        if now < self._last:
            self._last = now  # a clock that was set back must not keep the vault open
        if now - before > SLEPT:
            self.lock_wanted.emit(SLEEP)
        elif now - self._last >= self._idle:
            self.lock_wanted.emit(IDLE)

    @property
    def _clinic(self) -> Clinic:
        return self._session.clinic

    def _now(self) -> datetime:
        return self._session.clinic.clock.now()

    def _read_settings(self) -> None:
        locking = self._clinic.settings.locking()
        self._idle = timedelta(minutes=locking.idle_minutes)
        self._clinic.presence.watch(timedelta(minutes=locking.signing_pause_minutes), self._now())

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        from calcitrack.domain.change import Kind

        if Kind.SETTINGS in change.kinds and self._timer.isActive():
            self._read_settings()

    @Slot(QWindow)
    def _follow(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):  # a form that ended may be gone untold
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._on_window_destroyed)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._on_window_destroyed)

    @Slot()
    def _on_window_destroyed(self) -> None:
        self._window = None

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of keys and mouse; Ctrl+L locks from within a form too, which shadows the commands."""
        if event.type() in _INPUT:
            self.touch()
            if watched is not self._main and isinstance(event, QKeyEvent) and _is_lock(event):
                self.lock_wanted.emit(ASKED)
                return True
        return False


def _is_lock(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
