"""The scenes of the way back from a backup, for pictures."""

from __future__ import annotations

from calcitrack.clinic.backups import Beyond, Lost
from calcitrack.domain.lost import LostPatient, LostVisit
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.unusable_backup import Unusable, Why
from calcitrack.domain.verification import Check, Flaw
from calcitrack.ui.dialogs.flaws_dialog import FlawsDialog
from calcitrack.ui.dialogs.restore_dialog import RestoreDialog
from calcitrack.ui.dialogs.restore_preview import RestorePreview
from tools.scenes.scene_set import SceneSet


class BackupScenes(SceneSet):
    """The list of backups, and what the chosen one lacks."""

    def all(self) -> None:
        """Every scene."""
        window = self._stage.window
        made = self._stage.workspace.session.clinic.backups.make().backup
        visits = tuple(
            LostVisit("Okonkwo-Featherstonehaugh", "Maximiliane", f"2026-11-{n:02}", n % 2 == 0, n == 4)
            for n in range(1, 9)
        )
        lost = Beyond(made, 12, (LostPatient("Laterperson", "Ada"),), visits, 31)
        listed = [Lost(made, 0, 0, 0), Lost(made, 0, 0, 7), Lost(made, 1, 8, 31)]
        unusable = [Unusable(made.folder, made.at, why) for why in Why]
        self._shown("dialog-restore-list", RestoreDialog(listed, unusable, window))
        flaws = [Flaw(Check.PAGES, say(QT_TRANSLATE_NOOP("verify", "Damaged: {what}."), what="HMAC of page 31"))] * 6
        self._shown("dialog-flaws", FlawsDialog(flaws, window))
        self._shown("dialog-restore-preview", RestorePreview(lost, window))
        self._shown("dialog-restore-preview-as-now", RestorePreview(Beyond(made, 12, (), (), 0), window))
