"""The window brings the records back from every damage, by the steps that the help page tells."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.dialogs.restore_dialog import RestoreDialog
from calcitrack.ui.dialogs.restore_preview import RestorePreview
from calcitrack.ui.entrance import Entrance
from calcitrack.ui.jobs import JobRunner
from tests.db import sql
from tests.faults.drill import DAMAGES, PAGE_OF_HELP, prepare
from tests.ui.entry.test_restoring import answer, button, choose, settings_of, told
from tests.vaults import LOGIN, PASSWORD, opened, vault_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support", extend=True)


class AtTheDesk:
    """Somebody who follows the page in the window, step by step."""

    def __init__(self, qtbot: QtBot, folder: Path, jobs: JobRunner) -> None:
        self._qtbot = qtbot
        self.entered: list[Clinic] = []
        self.entrance = Entrance(folder, jobs)
        self.entrance.entered.connect(self.entered.append)
        qtbot.addWidget(self.entrance)
        self.entrance.show()

    def press(self, *texts: str) -> None:
        """Press whichever of these buttons is on screen; the page names each of them."""
        page = PAGE_OF_HELP.read_text(encoding="utf-8")
        assert [text for text in texts if f"**{text}**" not in page] == []
        (found,) = (b for b in self.entrance.findChildren(QPushButton) if b.text() in texts and b.isVisible())
        found.click()

    def sign_in(self) -> None:
        """Type name and password, and wait for what comes of it."""
        shown = [line for line in self.entrance.findChildren(QLineEdit) if line.isVisible()]
        for line, text in zip(shown, (LOGIN, PASSWORD), strict=True):
            line.setText(text)
        (unlock,) = (b for b in self.entrance.findChildren(QPushButton) if b.text() == "Unlock" and b.isVisible())
        unlock.click()
        self._qtbot.waitUntil(lambda: (unlock.isEnabled() and not _waits(self.entrance)) or bool(self.entered))

    def has(self, text: str) -> bool:
        """Whether a button of this word is on screen."""
        return any(b.text() == text and b.isVisible() for b in self.entrance.findChildren(QPushButton))


def _waits(shown: QWidget) -> bool:
    return any(not line.isEnabled() for line in shown.findChildren(QLineEdit) if line.isVisible())


@pytest.mark.parametrize("kind", DAMAGES)
def test_the_steps_of_the_help_page_bring_the_records_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    known = prepare(tmp_path)
    DAMAGES[kind](known, random.Random(kind))
    newest = max([*known.vault.glob("backups/calcitrack-*"), *known.stick.glob("calcitrack-*")], key=lambda p: p.name)
    choose(monkeypatch, tmp_path / "new")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(newest))
    jobs = JobRunner()
    desk = AtTheDesk(qtbot, known.vault, jobs)
    if not desk.has("Open a vault or a backup…"):
        desk.sign_in()
    if desk.has("Look at it without changing anything"):
        desk.press("Look at it without changing anything")
    else:
        desk.press("Another vault...", "Open a vault or a backup…")
        desk.sign_in()
    (clinic,) = desk.entered
    with settings_of(qtbot, clinic) as shown:
        seen: list[str] = []
        for dialog in (RestoreDialog, RestorePreview) if clinic.backups.itself() is None else ():
            answer(dialog, seen)
        button(shown, "restoreBackup").click()
        qtbot.waitUntil(lambda: "It was verified" in told(shown), timeout=20_000)
    clinic.close()
    jobs.shutdown()
    with opened(tmp_path / "new") as restored:
        rows = sql.dump(vault_of(restored).connection)
    assert {name: rows[name] for name in known.kept} == known.kept
