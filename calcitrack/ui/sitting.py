"""From sign-in to lock and back: one person's time at the window, which a lock interrupts and does not end.

While locked, the vault is closed and its key forgotten; the pages wait out of sight, so that the same person goes on
in the same cell, with every half-typed word. Anybody else who signs in gets pages of their own, and those are gone.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget
from shiboken6 import isValid

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.actions import Actions, Where
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.curtain import Curtain, clear_clipboard
from calcitrack.ui.lock_guard import ASKED, KEY_CHANGE, SLEEP, LockGuard

if TYPE_CHECKING:
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.entrance import Entrance
    from calcitrack.ui.jobs import JobRunner
    from calcitrack.ui.sleep_watch import SleepWatch
    from calcitrack.ui.workspace import Workspace

_LOOK_MS = 100


class Sitting(QObject):
    """Puts the pages of an open vault into the window, and takes them out of sight.

    Args:
        window: The main window.
        stack: Its pages: the entrance and the open vault.
        entrance: Shown while the vault is shut.
        jobs: A job under way still needs the open vault.
        backs_up: Whether what was written is backed up at a lock and before the window closes.

    Attributes:
        workspace: What the open vault shows; None while it is locked.
    """

    def __init__(
        self, window: QWidget, stack: QStackedWidget, entrance: Entrance, jobs: JobRunner, *, backs_up: bool
    ) -> None:
        super().__init__(window)
        self._backs_up = backs_up
        self._window, self._stack, self._entrance, self._jobs = window, stack, entrance, jobs
        self.workspace: Workspace | None = None
        self._ready: Workspace | None = None
        self._waiting: Workspace | None = None
        self._focus: QWidget | None = None
        self._actions: Actions | None = None
        self._guard: LockGuard | None = None
        self._why = ASKED
        self._was_backed_up = False
        self._curtain = Curtain(window)
        self._closing = QTimer(self)
        self._closing.setInterval(_LOOK_MS)
        self._closing.timeout.connect(self._close_vault)
        # Takes the keys from a cell that is being typed in without leaving it, which would take the half-typed value.
        stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._sleep: SleepWatch | None = None
        entrance.about_to_enter.connect(self._close_now)

    def make_ready(self, actions: Actions) -> None:
        """While nobody has signed in yet, make what is shown first then; nothing of any vault is in it."""
        if self._ready is None and self.workspace is None and self._waiting is None:
            self._ready = self._made(actions)
            for part in self._ready.findChildren(QWidget):
                part.ensurePolished()

    def begin(self, clinic: Clinic, actions: Actions) -> Workspace:
        """Somebody signed in: go on where they were, or begin anew."""
        self._actions = actions
        self._watch_sleep()
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting.session.clinic.is_same_person(clinic):
            self._go_on(waiting, clinic)
            return waiting
        dropped = waiting is not None and self._holds_typed(waiting)
        if waiting is not None:
            self._throw_away(waiting)
        begun = self._begin_anew(clinic, actions)
        if dropped:
            self._tell_dropped()
        return begun

    def lock(self, why: str) -> None:
        """Shut the vault now; a job under way ends first, out of sight."""
        workspace = self.workspace
        if workspace is None:
            return
        if why == ASKED:
            workspace.settle()  # what cannot be taken waits where it is
        self._why, self._waiting, self.workspace = why, workspace, None
        self._stop_guard()
        self._curtain.draw()
        workspace.session.clipboard.clear()
        self._focus = self._window.focusWidget()
        self._stack.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self._stack.setCurrentWidget(self._entrance)
        self._entrance.look()
        if self._actions is not None:
            self._actions.go_to(Where.ANYWHERE)
        self._back_up_last(workspace, why)
        self._close_vault()

    def end(self) -> bool:
        """The window closes: keep what is typed; False when something cannot be kept and says so."""
        if self.workspace is not None:
            if not self.workspace.settle() or self._is_backing_up(self.workspace):
                return False
            self._stop_guard()
            self.workspace.session.clinic.lock("quit")
            self._remove(self.workspace)
            self.workspace = None
        elif self._waiting is not None:
            if self._holds_typed(self._waiting) and not self._may_lose():
                return False
            self._waiting.session.clinic.lock(self._why)
            self._throw_away(self._waiting)
            self._waiting = None
        self._closing.stop()
        if self._actions is not None:  # somebody signed in
            clear_clipboard()
        return True

    def _back_up_last(self, workspace: Workspace, why: str) -> None:
        """Out of sight; the vault is closed when it is done. A change of the data key makes one of its own."""
        workspace.backups.stop()
        if self._backs_up and why != KEY_CHANGE:
            try:
                workspace.backups.back_up_if_changed()
            except CalciTrackError as error:
                workspace.backups.failed.emit(error)

    def _is_backing_up(self, workspace: Workspace) -> bool:
        """Before the window closes, back up what was written; the window closes by itself afterwards.

        When that failed or was cancelled, the window stays, and the next time it is closed without a backup.
        """
        if self._was_backed_up or not self._backs_up:
            return False
        try:
            job = workspace.backups.back_up_if_changed()
        except CalciTrackError:
            return False
        if job is None:
            return False
        self._was_backed_up = True
        job.succeeded.connect(self._on_backed_up)
        told = self.tr("Backing up before CalciTrack closes…")
        BusyDialog(job, told, patience_ms=0, parent=self._window)
        return True

    @Slot()
    def _on_written(self) -> None:
        self._was_backed_up = False

    @Slot()
    def _on_backed_up(self) -> None:
        # Not from within the job's own signals, which the busy dialog still waits for.
        QTimer.singleShot(0, self._window, self._window.close)

    def _begin_anew(self, clinic: Clinic, actions: Actions) -> Workspace:
        workspace, self._ready = self._ready or self._made(actions), None
        workspace.begin_with(clinic)
        self._show(workspace)
        workspace.begin()
        self._start_guard()
        return workspace

    def _made(self, actions: Actions) -> Workspace:
        from calcitrack.ui.workspace import Workspace

        # Made under its parent: all that came to it later would be dressed once more.
        workspace = Workspace(None, self._jobs, actions, self._stack)
        workspace.lock_requested.connect(self._on_lock_requested)
        workspace.key_change_requested.connect(self._on_key_change_requested)
        workspace.session.saved.connect(self._on_written)
        self._stack.addWidget(workspace)
        return workspace

    def _go_on(self, workspace: Workspace, clinic: Clinic) -> None:
        workspace.take_vault(clinic)
        self._show(workspace)
        workspace.go_on()
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self._curtain.lift()
        self._start_guard()

    def _show(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._stack.setCurrentWidget(workspace)

    def _start_guard(self) -> None:
        if self.workspace is not None:
            self._guard = LockGuard(self.workspace.session, self._window.windowHandle(), self)
            self._guard.lock_wanted.connect(self.lock)
            self._guard.start()

    def _stop_guard(self) -> None:
        if self._guard is not None:
            self._guard.stop()
            self._guard.deleteLater()
            self._guard = None

    def _watch_sleep(self) -> None:
        from calcitrack.ui.sleep_watch import SleepWatch

        if self._sleep is None:
            self._sleep = SleepWatch(self)
            self._sleep.going.connect(self._on_sleep)

    def _holds_typed(self, workspace: Workspace) -> bool:
        return self._curtain.holds_typed() or workspace.is_typing()

    def _may_lose(self) -> bool:
        told = self.tr("Something that was typed before the vault was locked is not saved, and is lost now.")
        box = QMessageBox(QMessageBox.Icon.Question, "CalciTrack", told, parent=self._window)
        lose = box.addButton(self.tr("Quit all the same"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("Stay"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is lose

    def _tell_dropped(self) -> None:
        told = self.tr("What somebody else had half typed before the vault was locked was not saved.")
        QMessageBox(QMessageBox.Icon.Information, "CalciTrack", told, parent=self._window).open()

    def _throw_away(self, workspace: Workspace) -> None:
        self._curtain.drop()
        self._remove(workspace)
        # Pages and records hold each other: without this they stay in memory until the collector's oldest generation is
        # due, which may be never. From the event loop, for only there the pages are destroyed.
        QTimer.singleShot(0, self, gc.collect)

    def _remove(self, workspace: Workspace) -> None:
        self._stack.setCurrentWidget(self._entrance)
        self._stack.removeWidget(workspace)
        workspace.close_vault()
        workspace.deleteLater()
        self._focus = None

    @Slot()
    def _close_vault(self) -> None:
        """Close what is locked, as soon as no job needs it."""
        if self._jobs.is_busy:
            self._closing.start()
        else:
            self._close_now()

    @Slot()
    def _close_now(self) -> None:
        self._closing.stop()
        if self._waiting is not None:
            self._waiting.session.clinic.lock(self._why)

    @Slot()
    def _on_lock_requested(self) -> None:
        self.lock(ASKED)

    @Slot()
    def _on_sleep(self) -> None:
        self.lock(SLEEP)

    @Slot()
    def _on_key_change_requested(self) -> None:
        """Lock, then change the data key out of everybody's sight; the way back in is the unlock page."""
        from calcitrack.ui.key_change import KeyChange

        workspace = self.workspace
        if workspace is None:
            return
        clinic = workspace.session.clinic
        change = KeyChange(clinic.folder, clinic.people.login(), clinic.clock, self._jobs, self._window)
        password = change.ask_password()
        if password:
            self.lock(KEY_CHANGE)
            change.start(password)
