"""The scores: which are asked, and how a clinic installs those that are not ours to bring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.errors import CalciTrackError, InvalidInput
from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.instruments.definition import Definition
from calcitrack.domain.instruments.reading import MOST_FILE
from calcitrack.paths import resource
from calcitrack.ui.errors import show_error
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class ScoresCard(LeadsKeys, Card):
    """What is asked, in one line each. Saved as soon as a file is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._seen = session.clinic.instruments.catalogue()
        self._install = QPushButton(self.tr("Install a definition…"))
        self._message = MessageBar()
        self._rows = QVBoxLayout()
        self._made: list[QWidget] = []
        self.set_title(self.tr("Scores"))
        self.add(
            Label(
                self.tr(
                    "Two scores come without their items, which belong to their authors. Save the empty file, fill it "
                    "in from the paper, and install it here; until then the program asks nothing and gives no number."
                ),
                "muted",
            )
        )
        holder = QWidget()
        holder.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.add(holder)
        self.add(self._message)
        self.add(_in_row(self._install))
        self.lead_keys(self._install)
        self._install.clicked.connect(self._on_install)
        self._fill()

    def reload(self) -> None:
        """Show what stands in the vault."""
        found = self._session.clinic.instruments.catalogue()
        if found != self._seen:
            self._seen = found
            self._fill()

    def install(self, path: Path) -> None:
        """Install a filled-in definition, or say what is wrong with it and where."""
        try:
            if path.stat().st_size > MOST_FILE:
                self._refuse(self.tr("The file is longer than any definition. Nothing was changed."))
                return
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            self._refuse(self.tr("The file could not be read. Nothing was changed; check its name and its folder."))
            return
        try:
            made = self._session.write(lambda clinic: clinic.instruments.install(text, self._seen))
        except InvalidInput as error:
            self._refuse(" ".join(f"{fault.field}: {translate(fault.message)}" for fault in error.faults))
        except CalciTrackError as error:
            show_error(self, error)
            self.reload()
        else:
            told = self.tr("{name}, version {version}, is asked from now on.")
            self._message.show_message(told.format(name=made.name, version=made.version), "good")

    def _fill(self) -> None:
        for old in self._made:
            old.hide()
            old.deleteLater()
        self._made = []
        empty = {one.id for one in Catalogue.bundled() if not one.is_installed}
        for definition in self._seen:
            label = Label(_told(definition))
            self._made.append(_in_row(label, *(self._buttons(definition) if definition.id in empty else ())))
            self._rows.addWidget(self._made[-1])

    def _buttons(self, definition: Definition) -> tuple[QPushButton, ...]:
        save = QPushButton(self.tr("Save the empty file…"))
        save.setAccessibleName(self.tr("Save the empty file of {name}").format(name=definition.name))
        save.clicked.connect(lambda: self._on_save_empty(definition.id))
        if not definition.is_installed:
            return (save,)
        stop = QPushButton(self.tr("Ask no longer"))
        stop.setAccessibleName(self.tr("Ask {name} no longer").format(name=definition.name))
        stop.clicked.connect(lambda: self._on_stop(definition))
        return save, stop

    def _refuse(self, why: str) -> None:
        self._message.show_message(why, "danger")

    @Slot()
    def _on_install(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Install a definition"), "", self.tr("Definitions (*.json)")
        )
        if name:
            self.install(Path(name))

    def _on_save_empty(self, instrument: str) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the empty file"), f"{instrument}.json")
        if not name:
            return
        try:
            Path(name).write_bytes(resource("instruments", f"{instrument}.json").read_bytes())
        except OSError:
            self._refuse(self.tr("The file could not be written there. Choose another folder."))

    def _on_stop(self, definition: Definition) -> None:
        try:
            self._session.write(lambda clinic: clinic.instruments.retire(definition.id, self._seen))
        except CalciTrackError as error:
            show_error(self, error)
            self.reload()
            return
        told = self.tr("{name} is asked no longer. What was answered stays, with its number.")
        self._message.show_message(told.format(name=definition.name), "good")


def _told(definition: Definition) -> str:
    if not definition.is_installed:
        return translate("ScoresCard", "{name}: definition not installed").format(name=definition.name)
    count = len(definition.items)
    told = (
        translate("ScoresCard", "{name}: one question, version {version}")
        if count == 1
        else translate("ScoresCard", "{name}: {n} questions, version {version}")
    )
    return told.format(name=definition.name, n=count, version=definition.version)


def _in_row(first: QWidget, *others: QWidget) -> QWidget:
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(current_theme().px(GAP_S))
    inside.addWidget(first, 1 if others or isinstance(first, Label) else 0)
    for other in others:
        inside.addWidget(other)
    if not others and not isinstance(first, Label):
        inside.addStretch(1)
    return row
