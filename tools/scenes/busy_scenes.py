"""The scenes of work that takes its time: how far it is, and that it stops, for pictures."""

from __future__ import annotations

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.jobs import Job, Progress
from tools.scenes.scene_set import SceneSet

_BACKING_UP = "The vault is of an earlier version. It is backed up, and the backup proved…"
_BRINGING_UP = "The proved backup is made. The vault is brought to the form of this version…"


class BusyScenes(SceneSet):
    """Shows how a vault is brought up, and how somebody stops it."""

    def all(self) -> None:
        """Every scene."""
        job = Job(Progress(lambda: None))
        dialog = BusyDialog(job, "…", patience_ms=0, parent=self._stage.window)
        for done, text in ((0, _BACKING_UP), (2, _BRINGING_UP)):
            job.progressed.emit(done, 3, text)
            self._stage.settle(100)
            self._keep(f"busy-upgrade-{done}", dialog)
        dialog.reject()
        self._stage.settle()
        self._keep("busy-stopping", dialog)
        job.ended.emit()
        self._stage.window.activateWindow()  # no window manager does it here
        self._stage.settle()
