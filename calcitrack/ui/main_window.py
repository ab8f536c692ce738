"""The window: the entrance while the vault is shut, the workspace while it is open. No clinical word in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QPushButton, QStackedWidget, QToolButton

from calcitrack.ui.entrance import Entrance, is_backup
from calcitrack.ui.preferences import STEP, Preferences, limited
from calcitrack.ui.theme import current_theme

if TYPE_CHECKING:
    from pathlib import Path

    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.actions import Actions
    from calcitrack.ui.jobs import JobRunner
    from calcitrack.ui.sitting import Sitting
    from calcitrack.ui.theme import Mode, ThemeChooser
    from calcitrack.ui.workspace import Workspace

SMALLEST_PX = (720, 480)
USUAL_PX = (1440, 900)
TITLE_BAR_PX = 40
"""What desktops put above a window: left out, the status line would stand below the edge of a small screen."""


class MainWindow(QMainWindow):
    """Holds entrance and workspace, and hands commands on.

    Args:
        folder: Of the vault.
        jobs: The worker.
        themes: Dresses the program.
        preferences: Of this computer.
        backs_up: Whether what was written is backed up at a lock and before the window closes.

    Signals:
        painted(): The window stands on screen for the first time.
    """

    painted = Signal()

    def __init__(
        self,
        folder: Path,
        jobs: JobRunner,
        themes: ThemeChooser,
        preferences: Preferences,
        *,
        backs_up: bool = False,
    ) -> None:
        super().__init__()
        self._backs_up = backs_up
        self._jobs, self._themes, self._preferences = jobs, themes, preferences
        self._sitting: Sitting | None = None
        self._was_painted = False
        # No patient's name ever stands in a title: task bars and screen shares show it.
        self.setWindowTitle("CalciTrack")
        self.setMinimumSize(*SMALLEST_PX)
        self._stack = QStackedWidget(self)
        self._stack.setAccessibleName(self.windowTitle())
        self.entrance = Entrance(folder, jobs, self._stack)
        self._stack.addWidget(self.entrance)
        self.setCentralWidget(self._stack)
        self._connect()
        if not self.restoreGeometry(preferences.geometry):
            room = self.screen().availableSize()
            self.resize(min(USUAL_PX[0], room.width()), min(USUAL_PX[1], room.height() - TITLE_BAR_PX))

    @cached_property
    def actions_table(self) -> Actions:
        """The commands of this window; made when the first window stands, before anybody can press a key."""
        from calcitrack.ui.actions import Actions

        made = Actions(self)
        made.requested.connect(self._on_command)
        return made

    @property
    def workspace(self) -> Workspace | None:
        """What the open vault shows; None while it is locked."""
        return self._sitting.workspace if self._sitting is not None else None

    def lock(self, why: str = "asked") -> None:
        """Shut the vault and take all of it out of sight; what is half typed waits for the same person."""
        if self._sitting is not None:
            self._sitting.lock(why)

    def _connect(self) -> None:
        self.entrance.entered.connect(self._on_entered)
        self.entrance.folder_chosen.connect(self._on_folder_chosen)

    def _zoom(self, steps: int) -> None:
        scale = 1.0 if steps == 0 else limited(self._preferences.scale + steps * STEP)
        self._choose_look(self._preferences.mode, scale)

    @Slot(str, float)
    def _choose_look(self, mode: Mode, scale: float) -> None:
        self._preferences.mode = mode
        self._preferences.scale = limited(scale)
        self._themes.choose(mode, self._preferences.scale)
        self._tell_look()

    def _tell_look(self) -> None:
        """What is in force stands in the status line and among the settings."""
        if self.workspace is not None:
            self.workspace.show_look(self._preferences.mode, self._preferences.scale)

    def _toggle_theme(self) -> None:
        self._choose_look("light" if current_theme().name == "dark" else "dark", self._preferences.scale)

    def _toggle_names(self, workspace: Workspace) -> None:
        self._preferences.names_hidden = not self._preferences.names_hidden
        workspace.set_names_hidden(self._preferences.names_hidden)

    def _show_keys(self) -> None:
        from calcitrack.ui.actions import COMMANDS
        from calcitrack.ui.help.keys_sheet import KeysSheet

        sheet = KeysSheet(COMMANDS, self)
        sheet.exec()
        sheet.deleteLater()

    def _show_help(self) -> None:
        """Open the help, or bring it to the front: it stays open beside the work."""
        from calcitrack.ui.help.help_window import HelpWindow
        from calcitrack.ui.help.topics import load_topics

        shown = self.findChild(HelpWindow) or HelpWindow(load_topics(), self)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    @Slot()
    def _on_first_paint(self) -> None:
        _ = self.actions_table  # from now on the keys of the commands count
        self.painted.emit()

    @Slot()
    def make_ready(self) -> None:
        """Make, while somebody still types a password, what is in sight after it; nothing of any vault is in it."""
        self._sit_down().make_ready(self.actions_table)

    def _sit_down(self) -> Sitting:
        from calcitrack.ui.sitting import Sitting

        if self._sitting is None:
            self._sitting = Sitting(self, self._stack, self.entrance, self._jobs, backs_up=self._backs_up)
        return self._sitting

    @Slot(object)
    def _on_entered(self, clinic: Clinic) -> None:
        if not is_backup(clinic.folder):
            self._preferences.vault = clinic.folder
        begun = self._sit_down().begin(clinic, self.actions_table)
        begun.set_names_hidden(self._preferences.names_hidden)
        begun.look_chosen.connect(self._choose_look, Qt.ConnectionType.UniqueConnection)
        self._tell_look()
        if clinic.synthetic and not self._preferences.tour_offered:
            self._preferences.tour_offered = True
            begun.offer_tour()

    @Slot(object)
    def _on_folder_chosen(self, folder: Path) -> None:
        self._preferences.vault = folder

    @Slot(str)
    def _on_command(self, command: str) -> None:
        match command:
            case "quit":
                self.close()
            case "lock":
                self.lock()
            case "zoom_in":
                self._zoom(1)
            case "zoom_out":
                self._zoom(-1)
            case "zoom_reset":
                self._zoom(0)
            case "toggle_theme":
                self._toggle_theme()
            case "show_keys":
                self._show_keys()
            case "show_help":
                self._show_help()
            case "hide_names" if self.workspace is not None:
                self._toggle_names(self.workspace)
            case _ if self.workspace is not None:
                self.workspace.run(command)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keys, on a page as in a form; it comes here when nothing took it."""
        held = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if is_enter and plain and isinstance(held, (QPushButton, QToolButton)):
            held.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._on_first_paint)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed, shut the vault, remember the window."""
        if self._sitting is not None and not self._sitting.end():
            event.ignore()
            return
        self._preferences.geometry = self.saveGeometry()
        super().closeEvent(event)
