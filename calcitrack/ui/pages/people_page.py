"""One's own account; for administrators also the people of the clinic."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import CalciTrackError, InvalidInput
from calcitrack.domain.staff import Colleague
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.dialogs.own_password_dialog import OwnPasswordDialog
from calcitrack.ui.dialogs.person_dialog import PersonDialog
from calcitrack.ui.dialogs.secrets_dialog import SecretsDialog
from calcitrack.ui.errors import show_error, show_failure
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.visit.fields.tab_order import follow_layout
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.widgets.people_list import PeopleList
from calcitrack.ui.widgets.scrolled import scrolled
from calcitrack.ui.words import label

if TYPE_CHECKING:
    from calcitrack.clinic.context import Written
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.jobs import Job
    from calcitrack.ui.session import Session


class PeoplePage(LeadsKeys, QWidget):
    """Passwords are set on the worker, over a connection of its own; the window waits.

    Signals:
        key_change_requested(): Change the data key: it takes the vault out of everybody's hands for a while.
    """

    key_change_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_administrator = Role.ADMINISTRATOR in session.clinic.person.roles
        self._message = MessageBar()
        self._change = QPushButton(self.tr("Change your password…"))
        self._add = QPushButton(self.tr("Add a person…"))
        self._new_key = QPushButton(self.tr("Change the data key…"))
        self._list = PeopleList()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._build()
        self._connect()
        self.reload()

    def reload(self) -> None:
        """Read the people anew."""
        if self._is_administrator:
            people = self._session.clinic.people
            self._list.set_people(people.everyone(), people.login())
            follow_layout(self._inside)  # the list's buttons were made last, and would be reached last of the window

    @Slot()
    def change_own_password(self) -> None:
        """Ask for the old and the new password."""
        clinic = self._session.clinic
        known = [clinic.name, clinic.person.name, clinic.people.login()]
        dialog = OwnPasswordDialog(known, self._start_own_change, self)
        if dialog.asked():
            self._message.show_message(self.tr("Your password is changed."), "good")

    @Slot()
    def add_person(self) -> None:
        """Ask who it is, then show the first password."""
        entry = PersonDialog.ask(None, self)
        if entry is not None:
            first = _first_password()
            self._run(lambda c: c.people.add(entry.name, entry.login, entry.roles, first), entry.name, first)

    @Slot(object)
    def change_roles(self, one: Colleague) -> None:
        """Ask for the roles of somebody."""
        entry = PersonDialog.ask(one, self)
        if entry is None:
            return
        try:
            self._session.write(lambda clinic: clinic.people.set_roles(one.id, entry.roles, one.version))
        except CalciTrackError as error:
            self._show(error)

    @Slot(object)
    def give_password(self, one: Colleague) -> None:
        """Show a new first password for somebody, who may come back with it."""
        told = self.tr("Give {name} a new first password? The one until now no longer opens the vault.")
        if not one.active:
            told = self.tr("Let {name} back in? They get a first password, and the roles they had.")
        if self._is_sure(told.format(name=one.name), self.tr("New password")):
            first = _first_password()
            self._run(lambda clinic: clinic.people.give_password(one.id, first), one.name, first)

    @Slot(object)
    def close_account(self, one: Colleague) -> None:
        """Close the account of somebody who leaves, once it was asked."""
        told = self.tr(
            "{name} leaves? The account is closed and their password no longer opens the vault. Their name stays in "
            "the record. Whoever could open the vault may have kept a copy of it and of its key."
        )
        if not self._is_sure(told.format(name=one.name), self.tr("Close the account")):
            return
        try:
            self._session.write(lambda clinic: clinic.people.leave(one.id, one.version))
        except CalciTrackError as error:
            self._show(error)

    def _build(self) -> None:
        person = self._session.clinic.person
        roles = ", ".join(sorted(label(role) for role in person.roles))
        own = Card(self.tr("Your account"), actions=[self._change])
        own.add(Label(person.name, "heading"))
        own.add(Label(self.tr("Signs in as {login} · {roles}").format(login=self._own_login(), roles=roles), "muted"))
        title = self.tr("People") if self._is_administrator else self.tr("Your account")
        self._column.addWidget(Label(title, role="title"))
        self._column.addWidget(self._message)
        self._column.addWidget(own)
        if self._is_administrator:
            people = Card(self.tr("People of this clinic"), actions=[self._add])
            people.add(self._list)
            self._column.addWidget(people)
            self._column.addWidget(self._key_card())
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(self._inside))
        self.lead_keys(self._change)
        self._space()

    def _key_card(self) -> Card:
        card = Card(self.tr("Data key"), actions=[self._new_key])
        told = self.tr(
            "When somebody leaves who may have kept the vault's key, change it: all is written anew under another key. "
            "Everybody else gets a new first password to be handed out, because only yours is at hand; the "
            "recovery code is new too. Backups and copies from before are still opened by the old key."
        )
        card.add(Label(told))
        return card

    def _own_login(self) -> str:
        return self._session.clinic.people.login()

    def _connect(self) -> None:
        self._change.clicked.connect(self.change_own_password)
        self._add.clicked.connect(self.add_person)
        self._new_key.clicked.connect(self.key_change_requested)
        self._list.roles_wanted.connect(self.change_roles)
        self._list.password_wanted.connect(self.give_password)
        self._list.leaving.connect(self.close_account)
        self._session.changed.connect(self._on_changed)

    def _start_own_change(self, old: str, new: str) -> Job:
        return self._session.start(lambda clinic, _report: clinic.people.change_password(old, new))

    def _run(self, work: Callable[[Clinic], Written[object]], name: str, first: str) -> None:
        job = self._session.start(lambda clinic, _report: work(clinic))
        job.succeeded.connect(self._session.tell)
        job.succeeded.connect(lambda _written: self._show_first(name, first))
        job.failed.connect(self._on_failed)
        BusyDialog(job, self.tr("Making the key…"), parent=self)

    def _show_first(self, name: str, first: str) -> None:
        advice = self.tr("Write it on paper and hand it to them. It is never shown again, and opens once.")
        SecretsDialog(self.tr("The first password"), advice, [(name, first)], self).asked()

    def _show(self, error: CalciTrackError) -> None:
        if isinstance(error, InvalidInput):
            self._message.show_message(" ".join(translate(one.message) for one in error.faults), "danger")
        else:
            show_error(self, error)

    def _is_sure(self, question: str, deed: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.Question, "CalciTrack", question, parent=self)
        button = box.addButton(deed, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is button

    def _space(self) -> None:
        px = current_theme().px
        self._column.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        self._column.setSpacing(px(GAP_M))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, CalciTrackError):
            self._show(error)
        else:
            show_failure(self, error)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.kinds & {Kind.PEOPLE, Kind.EVERYTHING}:
            self.reload()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


def _first_password() -> str:
    from calcitrack.clinic.passwords import new_first_password

    return new_first_password()
