"""The steps of the first start that ask: the clinic and its folder, the first person, a password."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from calcitrack.domain.folding import words
from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.new_password import NewPassword
from calcitrack.ui.entry.unlock_form import name_edit, stack
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class ClinicStep(LeadsKeys, QWidget):
    """The clinic's name and the folder of its vault.

    Signals:
        returned: Enter was pressed in the last field.
    """

    returned = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._folder = QLineEdit(), _FolderEdit(folder)
        self.fields = {
            "clinic": Field(
                self.tr("Name of the clinic"), self._name,
                self.tr("As it should stand on prints; it can be changed later."),
            ),
            "folder": Field(
                self.tr("Folder of the vault"), self._folder,
                self.tr("On this computer's own disk. Everything in it is encrypted."),
            ),
        }  # fmt: skip
        stack(self, *self.fields.values())
        self._name.returnPressed.connect(self._folder.setFocus)
        self._folder.returned.connect(self.returned)
        self.lead_keys(self._name)

    def clinic_name(self) -> str:
        """The name, without space around it."""
        return self._name.text().strip()

    def folder(self) -> Path:
        """The folder; a leading ~ is the person's own."""
        return Path(self._folder.text()).expanduser()

    def check(self) -> bool:
        """Say beside the fields what is wrong."""
        self.fields["clinic"].set_fault("" if self.clinic_name() else self.tr("Type the name of the clinic."))
        is_whole = self.folder().is_absolute()
        self.fields["folder"].set_fault("" if is_whole else self.tr("Give the whole path of a folder."))
        return _focus_first_fault(self.fields)


class PersonStep(LeadsKeys, QWidget):
    """The first administrator.

    Signals:
        returned: Enter was pressed in the last field.
    """

    returned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._login = QLineEdit(), name_edit()
        self.fields = {
            "person": Field(
                self.tr("Your name"), self._name,
                self.tr("As it should stand under a signed visit, with your title."),
            ),
            "login": Field(
                self.tr("Short name for signing in"), self._login,
                self.tr("What you will type every morning; not secret."),
            ),
        }  # fmt: skip
        stack(self, *self.fields.values())
        self._name.returnPressed.connect(self._login.setFocus)
        self._name.editingFinished.connect(self._suggest_login)
        self._login.returnPressed.connect(self.returned)
        self.lead_keys(self._name)

    def person_name(self) -> str:
        """The name for signatures."""
        return " ".join(self._name.text().split())

    def login(self) -> str:
        """The name for signing in."""
        return self._login.text().strip()

    def check(self) -> bool:
        """Say beside the fields what is wrong."""
        self.fields["person"].set_fault("" if self.person_name() else self.tr("Type your name."))
        self.fields["login"].set_fault("" if self.login() else self.tr("Type a short name."))
        return _focus_first_fault(self.fields)

    @Slot()
    def _suggest_login(self) -> None:
        known = words(self.person_name())
        if known and not self._login.text():
            self._login.setText(known[-1])
            self._login.selectAll()


class PasswordStep(LeadsKeys, QWidget):
    """The first administrator's password.

    Signals:
        returned: Enter was pressed in the last field.
    """

    returned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._password = NewPassword()
        advice = self.tr("It protects the record even if this computer is stolen, so nobody can reset it for you.")
        stack(self, Label(advice), self._password)
        self._password.returned.connect(self.returned)
        self.lead_keys(self._password)

    def password(self) -> str:
        """The password."""
        return self._password.text()

    def set_known(self, *known: str) -> None:
        """Names that must not make up the password."""
        self._password.set_known(known)

    def clear(self) -> None:
        """Forget it."""
        self._password.clear()

    def show_fault(self, fault: str) -> None:
        """Say beside the field what others found wrong."""
        self._password.show_fault(fault)

    def check(self) -> bool:
        """Say beside the fields what is wrong."""
        return self._password.check()


class _FolderEdit(QWidget):
    returned = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._edit = name_edit()
        self._edit.setText(str(folder))
        self._choose = QPushButton(self.tr("Choose..."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(GAP_S))
        row.addWidget(self._edit, 1)
        row.addWidget(self._choose)
        self._edit.returnPressed.connect(self.returned)
        self._choose.clicked.connect(self._on_choose_clicked)
        self.setFocusProxy(self._edit)

    def text(self) -> str:
        return self._edit.text().strip()

    @Slot()
    def _on_choose_clicked(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of the vault"), self.text())
        if folder:
            self._edit.setText(str(Path(folder)))


def _focus_first_fault(fields: dict[str, Field]) -> bool:
    """Whether there is none."""
    faulty = next((field for field in fields.values() if field.fault()), None)
    if faulty is not None:
        faulty.setFocus()
    return faulty is None
