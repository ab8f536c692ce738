"""The first page of every day: name, password, one button. It knows no vault; who shows it tries the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from calcitrack.ui.entry.frame import EntryFrame
from calcitrack.ui.entry.links import Links, link
from calcitrack.ui.entry.unlock_form import UnlockForm
from calcitrack.ui.entry.waiting import WaitingBar
from calcitrack.ui.widgets.label import Label

if TYPE_CHECKING:
    from calcitrack.domain.anchor import AnchorFinding
    from calcitrack.ui.entry.damaged_form import DamagedForm
    from calcitrack.ui.entry.own_password_form import OwnPasswordForm
    from calcitrack.ui.entry.record_behind_form import RecordBehindForm
    from calcitrack.ui.entry.recovery_form import RecoveryForm
    from calcitrack.ui.widgets.message_bar import MessageBar

_CARD_PX = 400


class UnlockPage(EntryFrame):
    """Asks who wants in. After a wish it waits until it is told of a refusal, or is hidden.

    Signals:
        unlock_requested(name, password): Somebody wants in.
        recovery_requested(name, code, new_password, reason): Somebody wants in by the recovery code.
        other_vault_requested(): Another folder shall be opened.
        backup_requested(folder): This backup shall be opened.
        own_password_chosen(new_password): In place of one that was given by somebody else.
        look_wanted(): Open a record that is behind its anchor without changing anything.
        go_on_wanted(reason): Go on with such a record.
        salvage_wanted(): Make a new vault of what can be read of a damaged one.
    """

    unlock_requested = Signal(str, str)
    recovery_requested = Signal(str, str, str, str)
    other_vault_requested = Signal()
    backup_requested = Signal(object)
    own_password_chosen = Signal(str)
    look_wanted = Signal()
    go_on_wanted = Signal(str)
    salvage_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_CARD_PX, parent)
        self._refusal: MessageBar | None = None
        self._form = UnlockForm(self.card)
        self._other_form: RecoveryForm | OwnPasswordForm | RecordBehindForm | DamagedForm | None = None
        self._waiting = WaitingBar(self.card)
        self._hint = Label(role="small", parent=self.card)
        self._switch = link(self.tr("Use the recovery code..."))
        self._other = link(self.tr("Another vault..."))
        for part in (self._form, self._waiting, Links(self._switch, self._other), self._hint):
            self.card.add(part)
        self._countdown = ("", 0)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._connect()
        self.set_vault("")

    def set_vault(self, name: str, hint: str = "") -> None:
        """Say which vault it is.

        Args:
            name: The name of its folder: the clinic's name is not known before it opens.
            hint: A line below, for vaults of invented patients whose password is no secret.
        """
        if self._other_form is not None:
            # What was said of one vault does not stand over the password of another.
            self._forget()
            self._show_password_form()
        self.set_heading("CalciTrack", name)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def show_refusal(self, text: str) -> None:
        """Say why the door stays shut, and let the person try again."""
        self._set_waiting(False)
        self._second.stop()
        self._refusal_bar().show_message(text, "danger")
        self._shown_form().try_again()

    def show_wait(self, told: str, seconds: int) -> None:
        """Say how long a name has to wait, second by second.

        Args:
            told: The sentence, with {seconds} in it.
            seconds: From now.
        """
        self._set_waiting(False)
        self._countdown = (told, seconds)
        self._tell_countdown()
        self._second.start()
        self._shown_form().try_again()

    def ask_own_password(self, name: str) -> None:
        """The password was given by somebody else: ask for an own one."""
        from calcitrack.ui.entry.own_password_form import OwnPasswordForm

        form = OwnPasswordForm(name)
        form.submitted.connect(self._on_own_password_submitted)
        self._replace_form(form)

    def show_record_behind(self, finding: AnchorFinding) -> None:
        """The record is not as far as its anchor remembers: show the ways out."""
        from calcitrack.ui.entry.record_behind_form import RecordBehindForm

        form = RecordBehindForm(finding)
        form.look_wanted.connect(self.look_wanted)
        form.go_on_wanted.connect(self.go_on_wanted)
        self._replace_form(form)

    def show_damaged(self, told: str) -> DamagedForm:
        """The vault does not open whole: show the ways to its records; the form is told later what each would bring."""
        from calcitrack.ui.entry.damaged_form import DamagedForm

        form = DamagedForm(told)
        form.backup_wanted.connect(self.backup_requested)
        form.other_wanted.connect(self.other_vault_requested)
        form.salvage_wanted.connect(self.salvage_wanted)
        self._replace_form(form)
        return form

    def wait(self) -> None:
        """Show that the vault is being opened, when something else than this page asked for it."""
        self._set_waiting(True)

    @property
    def is_waiting(self) -> bool:
        """A wish is out and nobody has answered it yet."""
        return self._waiting.isVisibleTo(self)

    def _connect(self) -> None:
        self._form.submitted.connect(self._on_form_submitted)
        self._switch.clicked.connect(self._on_switch_clicked)
        self._other.clicked.connect(self.other_vault_requested)
        self._second.timeout.connect(self._on_second)

    def _refusal_bar(self) -> MessageBar:
        # Built when it is wanted, like the recovery form: nothing of it may delay the first window of the day.
        from calcitrack.ui.widgets.message_bar import MessageBar

        if self._refusal is None:
            self._refusal = MessageBar()
            self.card.body.insertWidget(0, self._refusal)
        return self._refusal

    def _tell_countdown(self) -> None:
        told, seconds = self._countdown
        self._refusal_bar().show_message(told.format(seconds=seconds), "danger")

    def _dismiss_refusal(self) -> None:
        self._second.stop()
        if self._refusal is not None:
            self._refusal.dismiss()

    def _shown_form(self) -> UnlockForm | RecoveryForm | OwnPasswordForm | RecordBehindForm | DamagedForm:
        return self._other_form if self._other_form is not None else self._form

    def _show_password_form(self) -> None:
        if self._other_form is not None:
            self._other_form.hide()
            self._other_form.deleteLater()
            self._other_form = None
        self._form.show()
        self._switch.setText(self.tr("Use the recovery code..."))

    def _show_recovery_form(self) -> None:
        from calcitrack.ui.entry.recovery_form import RecoveryForm

        form = RecoveryForm()
        form.submitted.connect(self._on_recovery_submitted)
        self._replace_form(form)

    def _replace_form(self, form: RecoveryForm | OwnPasswordForm | RecordBehindForm | DamagedForm) -> None:
        """Show another form in the place of name and password, and a way back."""
        self._set_waiting(False)
        self._show_password_form()
        self._form.clear()
        self._other_form = form
        self._form.hide()
        self.card.body.insertWidget(self.card.body.indexOf(self._form), form)
        form.show()
        form.setFocus()
        self._switch.setText(self.tr("Use the password"))

    def _set_waiting(self, waiting: bool) -> None:
        for part in (self._shown_form(), self._switch, self._other):
            part.setEnabled(not waiting)
        if waiting:
            self._dismiss_refusal()
            self._waiting.start(self.tr("Opening the vault..."))
        else:
            self._waiting.stop()

    def _forget(self) -> None:
        self._shown_form().clear()
        self._dismiss_refusal()
        self._set_waiting(False)

    @Slot(str, str)
    def _on_form_submitted(self, name: str, password: str) -> None:
        self._set_waiting(True)
        self.unlock_requested.emit(name, password)

    @Slot(str, str, str, str)
    def _on_recovery_submitted(self, name: str, code: str, password: str, reason: str) -> None:
        self._set_waiting(True)
        self.recovery_requested.emit(name, code, password, reason)

    @Slot(str)
    def _on_own_password_submitted(self, password: str) -> None:
        self._set_waiting(True)
        self.own_password_chosen.emit(password)

    @Slot()
    def _on_second(self) -> None:
        told, seconds = self._countdown
        self._countdown = (told, seconds - 1)
        if seconds > 1:
            self._tell_countdown()
        else:
            self._dismiss_refusal()

    @Slot()
    def _on_switch_clicked(self) -> None:
        self._forget()
        if self._other_form is None:
            self._show_recovery_form()
        else:
            self._show_password_form()
        self._shown_form().setFocus()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready to type."""
        super().showEvent(event)
        if not event.spontaneous():
            self._shown_form().setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget names and passwords; minimising the window (a spontaneous event) is not leaving."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._forget()
            self._show_password_form()
