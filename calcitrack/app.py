"""The window's composition root: builds everything once and hands it down; nothing looks anything up."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QIcon

from calcitrack import __version__
from calcitrack.paths import default_vault_dir, preferences_file, resource
from calcitrack.process_guard import guard_memory
from calcitrack.ui.errors import install_excepthook
from calcitrack.ui.fonts import load_fallbacks
from calcitrack.ui.gc_guard import GcGuard
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.main_window import MainWindow
from calcitrack.ui.preferences import Preferences
from calcitrack.ui.preload import Preloader
from calcitrack.ui.theme import ThemeChooser, make_application


def run_window(vault: Path | None) -> int:
    """Open the window and run until it closes; returns the exit status."""
    application = make_application(sys.argv)
    application.setApplicationName("CalciTrack")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("org.calcitrack.CalciTrack")
    reporter = install_excepthook(__version__)
    guard = GcGuard()
    jobs = JobRunner()
    preferences = Preferences(preferences_file())
    themes = ThemeChooser(application)
    themes.choose(preferences.mode, preferences.scale)
    folder = vault or preferences.vault or default_vault_dir()
    window = MainWindow(folder, jobs, themes, preferences, backs_up=True)
    window.painted.connect(load_fallbacks)
    # An icon is read by Qt's module for SVG: not before the first paint.
    window.painted.connect(lambda: window.setWindowIcon(QIcon(str(resource("icons", "calcitrack.svg")))))
    window.painted.connect(guard_memory)
    preloader = Preloader()
    window.painted.connect(preloader.start)
    preloader.finished.connect(window.make_ready)
    window.show()
    status = application.exec()
    preloader.stop()
    jobs.shutdown()
    guard.stop()
    reporter.uninstall()
    return status
