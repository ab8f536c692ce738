"""Somebody who works here: added, or given other roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.staff import Colleague
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import NEEDED, fault
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_XS, current_theme
from calcitrack.ui.words import label

_ONE_ROLE = QT_TRANSLATE_NOOP("PersonDialog", "Tick one role or more.")


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """What was entered."""

    name: str
    login: str
    roles: frozenset[Role]


class PersonDialog(FormDialog):
    """Name, short name and roles.

    Args:
        known: Whose roles are changed; None adds somebody.
    """

    def __init__(self, known: Colleague | None, parent: QWidget | None = None) -> None:
        heading = translate("PersonDialog", "Roles") if known else translate("PersonDialog", "Add a person")
        save = translate("PersonDialog", "Save") if known else translate("PersonDialog", "Add")
        super().__init__(heading, known.name if known else "", save, width=480, parent=parent)
        self._known = known
        self._name = LineField(
            self.tr("Name"), hint=self.tr("As it should stand under a signed visit, with the title."), needed=True
        )
        self._login = LineField(self.tr("Short name for signing in"), needed=True)
        self._boxes = {role: QCheckBox(text) for role, text in self._words().items()}
        self._roles = FormField(self.tr("Roles"), self._tickable(), self.tr("In force from the next sign-in."))
        for role, box in self._boxes.items():
            box.setChecked(known is not None and role in known.roles)
            box.clicked.connect(self._roles.tell_edited)
        if known is None:
            self.add(section("", self._name, self._login))
        self.add(section("", self._roles))
        self.remember()

    @classmethod
    def ask(cls, known: Colleague | None, parent: QWidget | None = None) -> PersonEntry | None:
        """Show the form; what was entered, or None when it was closed without saving."""
        dialog = cls(known, parent)
        return dialog.value() if dialog.asked() else None

    def value(self) -> PersonEntry:
        """What stands in the form."""
        roles = frozenset(role for role, box in self._boxes.items() if box.isChecked())
        if self._known is not None:
            return PersonEntry(self._known.name, self._known.login, roles)
        return PersonEntry(" ".join(self._name.text().split()), self._login.text(), roles)

    def _words(self) -> dict[Role, str]:
        told = {
            Role.STAFF: self.tr("writes drafts and enters results"),
            Role.CLINICIAN: self.tr("also signs, amends and judges"),
            Role.ADMINISTRATOR: self.tr("people, settings, imports, backups, audit"),
        }
        return {role: f"{label(role)}: {words}" for role, words in told.items()}

    def _tickable(self) -> QWidget:
        boxes = QWidget()
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_XS))
        for box in self._boxes.values():
            box.setAccessibleName(box.text())
            column.addWidget(box)
        return boxes

    def _faults(self) -> list[Fault]:
        entry = self.value()
        found = [fault(name, "needed", NEEDED) for name in ("name", "login") if not getattr(entry, name)]
        if not entry.roles:
            found.append(fault("roles", "needed", _ONE_ROLE))
        return found

    def _named(self) -> Mapping[str, FormField]:
        return {"name": self._name, "login": self._login, "roles": self._roles}

    # Qt overrides

    def accept(self) -> None:
        """Close with the value, or say beside each field what is wrong with it."""
        if not self.refused(self._faults(), self._named()):
            super().accept()
