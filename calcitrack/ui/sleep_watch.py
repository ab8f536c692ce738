"""Hears that the computer goes to sleep or its screen is locked, where the desktop tells it over D-Bus (Linux).

Elsewhere the clock tells on waking up: ``LockGuard`` sees that a tick came much too late.
"""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
_SCREENS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
)


class SleepWatch(QObject):
    """Connects at once; without a bus it stays silent.

    Signals:
        going(): The computer goes to sleep, or its screen was locked.
    """

    going = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connect(QDBusConnection.systemBus(), _LOGIN)
        for screen in _SCREENS:
            self._connect(QDBusConnection.sessionBus(), screen)

    def _connect(self, bus: QDBusConnection, place: tuple[str, str, str, str]) -> bool:
        # The stubs ask for bytes, which the method itself refuses.
        return bus.isConnected() and bus.connect(*place, self, SLOT("on_told(bool)"))  # type: ignore[call-overload]

    @Slot(bool)
    def on_told(self, begins: bool) -> None:
        """The bus tells that it begins, and later that it is over."""
        if begins:
            self.going.emit()
