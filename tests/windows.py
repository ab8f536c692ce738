"""What a test built on screen goes when the test ends: windows, the theme, and what waits to be deleted.

A window that is only closed lives on for as long as the process: every later change of the theme would walk it, and
a few hundred of them take a gigabyte. So each test begins with no window at all, in the look of Qt itself.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

_THEME = "calcitrackTheme"


def sweep() -> list[str]:
    """Destroy every window and take back the theme; a test that asked nothing of Qt pays nothing.

    Returns:
        What could not be destroyed, by class.
    """
    app = _application()
    if app is None:
        return []
    for window in _windows(app):
        window.hide()
        window.deleteLater()
    for child in app.children():
        if type(child).__module__.startswith("calcitrack."):
            child.deleteLater()
    delete_what_waits()
    _undress(app)
    return [type(window).__name__ for window in _windows(app)]


def _application() -> QApplication | None:
    """The one of this process, if a test has made it."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets is not None else None


def _windows(app: QApplication) -> list[QWidget]:
    return [window for window in app.topLevelWidgets() if window.parentWidget() is None]


def delete_what_waits() -> None:
    """Nothing of a test runs in an event loop at its end, and only a loop carries out ``deleteLater``."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _undress(app: QApplication) -> None:
    from PySide6.QtGui import QFontDatabase, QPalette

    if app.property(_THEME) is None:
        return
    app.styleHints().unsetColorScheme()
    app.setProperty(_THEME, None)
    app.setStyleSheet("")
    app.setPalette(QPalette())
    app.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
