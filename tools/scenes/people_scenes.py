"""The scenes of people, audit and lock, for pictures."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from calcitrack.clinic.prospects import BackupProspect, Prospects
from calcitrack.db.salvaging import TableTold
from calcitrack.domain.anchor import AnchorFinding, Gap
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.dialogs.key_dialog import KeyDialog
from calcitrack.ui.dialogs.own_password_dialog import OwnPasswordDialog
from calcitrack.ui.dialogs.password_dialog import PasswordDialog
from calcitrack.ui.dialogs.person_dialog import PersonDialog
from calcitrack.ui.dialogs.secrets_dialog import SecretsDialog
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.jobs import Job, Progress
from tools.scenes.scene_set import SceneSet

FIRST = "a first password on paper"


class PeopleScenes(SceneSet):
    """Walks through the pages of administrators and hands each to ``keep``; the vault is open before and after."""

    def all(self) -> None:
        """Every scene.

        Raises:
            StageError: One could not be brought about.
        """
        workspace, clinic = self._stage.workspace, self._stage.workspace.session.clinic
        workspace.session.write(lambda c: c.people.add("Dr Cyrille Example-Montgomery", "cyrille", set(Role), FIRST))
        gone = workspace.session.write(lambda c: c.people.add("Nurse Bo Sample", "bo", {Role.STAFF}, FIRST))
        workspace.session.write(lambda c: c.people.leave(gone, 1))
        workspace.run("show_people")
        self._window("people")
        workspace.run("show_audit")
        self._window("audit")
        self._forms()
        self._shut(AnchorFinding(Gap.SHORTER, 12, 2, clinic.clock.now(), clinic.clock.now()))
        self._stage.unlock()

    def _forms(self) -> None:
        window = self._stage.window
        secrets = [("Nurse Bo Sample", "kxm3-8pqa-wz2t-hhfc-v9yj")]
        forms: dict[str, FormDialog] = {
            "dialog-person": PersonDialog(None, window),
            "dialog-first-password": SecretsDialog("The first password", "Write it on paper.", secrets, window),
            "dialog-own-password": OwnPasswordDialog([], lambda _old, _new: _no_job(), window),
            "dialog-password-again": PasswordDialog("Dr Dana Demarest", lambda _p: _no_job(), lambda _k: None, window),
            "dialog-data-key": KeyDialog(window),
        }
        for name, form in forms.items():
            form.open()
            self._stage.settle(150)
            self._keep(name, form)
            form.leave()
            self._stage.window.activateWindow()  # no window manager does it here

    def _shut(self, finding: AnchorFinding) -> None:
        page = self._stage.window.entrance.unlock_page
        self._stage.window.lock()
        self._window("locked")
        page.show_record_behind(finding)
        self._window("unlock-record-behind")
        form = page.show_damaged("The vault's database is damaged. Nothing has been changed.")
        told = (TableTold("patient", 10, 24), TableTold("visit", 90, 118))
        newest = BackupProspect(Path("backups"), datetime(2026, 11, 22, 14, 30, tzinfo=UTC), 24, 112)
        form.show_prospects(Prospects(newest, told))
        self._window("unlock-damaged")
        page.ask_own_password("bo")
        self._window("unlock-own-password")
        self._stage.click("Use the password")
        page.show_wait("Too many wrong passwords were tried under this name. Try again in {seconds} seconds.", 40)
        self._window("unlock-waiting")


def _no_job() -> Job:
    return Job(Progress(lambda: None))
