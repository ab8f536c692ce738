"""The first start: a vault is made in a few steps. The page makes nothing itself; it asks, and waits for the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from calcitrack.domain.errors import Fault
from calcitrack.ui.entry.code_steps import ShowCodeStep, TypeCodeStep
from calcitrack.ui.entry.first_start_steps import ClinicStep, PasswordStep, PersonStep
from calcitrack.ui.entry.frame import EntryFrame
from calcitrack.ui.entry.unlock_form import primary_button
from calcitrack.ui.entry.waiting import WaitingBar
from calcitrack.ui.i18n import translate
from calcitrack.ui.style import dress
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.message_bar import MessageBar

_CARD_PX = 480


class _Step(IntEnum):
    CLINIC = 0
    PERSON = 1
    PASSWORD = 2
    SHOW_CODE = 3
    TYPE_CODE = 4


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What is needed to make a vault.

    Attributes:
        clinic_name: As it stands on prints.
        folder: Where the vault will lie.
        person_name: The first administrator, as it stands under a signature.
        login: The name for signing in.
        password: As typed.
    """

    clinic_name: str
    folder: Path
    person_name: str
    login: str
    password: str = field(repr=False)


class FirstStartPage(EntryFrame):
    """Clinic, person, password; then the recovery code, which must come back from paper before the vault opens.

    Args:
        folder: The folder that is suggested.

    Signals:
        create_requested(first_start): Everything was given; answer with ``show_recovery_code`` or a refusal.
        demo_requested(): Look at the demonstration clinic instead; answer by hiding the page or with a refusal.
        other_requested(): Open a vault or a backup that lies elsewhere.
        finished(): The recovery code is on paper.
    """

    create_requested = Signal(object)
    demo_requested = Signal()
    other_requested = Signal()
    finished = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(_CARD_PX, parent)
        self._clinic, self._person, self._password = ClinicStep(folder), PersonStep(), PasswordStep()
        self._show_code, self._type_code = ShowCodeStep(), TypeCodeStep()
        self._steps: tuple[QWidget, ...] = (
            self._clinic, self._person, self._password, self._show_code, self._type_code,
        )  # fmt: skip
        self._step = _Step.CLINIC
        self._refusal, self._waiting = MessageBar(), WaitingBar()
        self._next, self._back = primary_button(""), QPushButton(self.tr("Back"))
        self._demo = QPushButton(self.tr("Open the demonstration clinic"))
        self._other = QPushButton(self.tr("Open a vault or a backup…"))
        self._other.setObjectName("openOther")
        self._build()
        self._connect()
        self._go_to(_Step.CLINIC)

    def show_recovery_code(self, code: str) -> None:
        """The vault is made: show the code that opens it when a password is lost."""
        self._set_waiting(False)
        self._password.clear()
        self._show_code.set_code(code)
        self._go_to(_Step.SHOW_CODE)

    def show_refusal(self, text: str) -> None:
        """The vault was not made; everything typed stays."""
        self._set_waiting(False)
        self._refusal.show_message(text, "danger")

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say each fault beside its field, and go to the first one.

        Args:
            faults: Fields are called clinic, folder, person, login and password.
        """
        self._set_waiting(False)
        steps = [(self._place(fault), fault) for fault in faults]
        placed = [step for step, _ in steps if step is not None]
        unplaced = [translate(fault.message) for step, fault in steps if step is None]
        if placed:
            self._go_to(min(placed))
            self._focus_fault()
        if unplaced:
            self._refusal.show_message(" ".join(unplaced), "danger")

    def _place(self, fault: Fault) -> _Step | None:
        """Say a fault beside its field; which step that is on, or None where no field is called so."""
        text = translate(fault.message)
        for step, form in ((_Step.CLINIC, self._clinic), (_Step.PERSON, self._person)):
            if fault.field in form.fields:
                form.fields[fault.field].set_fault(text)
                return step
        if fault.field == "password":
            self._password.show_fault(text)
            return _Step.PASSWORD
        return None

    def _focus_fault(self) -> None:
        fields = (*self._clinic.fields.values(), *self._person.fields.values())
        faulty = next((field for field in fields if field.fault() and field.isVisibleTo(self)), None)
        if faulty is not None:
            faulty.setFocus()

    def _build(self) -> None:
        dress(self._demo, kind="flat")
        dress(self._other, kind="flat")
        self.card.add(self._refusal)
        for step in self._steps:
            self.card.add(step)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self._back)
        flow.addWidget(self._demo)
        flow.addWidget(self._other)
        flow.push_right()
        flow.addWidget(self._next)
        self.card.add(buttons)
        self.card.add(self._waiting)

    def _connect(self) -> None:
        for step in (self._clinic, self._person, self._password, self._type_code):
            step.returned.connect(self._on_next_clicked)
        self._next.clicked.connect(self._on_next_clicked)
        self._back.clicked.connect(self._on_back_clicked)
        self._demo.clicked.connect(self._on_demo_clicked)
        self._other.clicked.connect(self.other_requested)

    def _go_to(self, step: _Step) -> None:
        self._step = step
        self._refusal.dismiss()
        for number, part in enumerate(self._steps):
            part.setVisible(number == step)
        title, go_on = self._words(step)
        self.set_heading(title, self.tr("Step {step} of {steps}").format(step=step + 1, steps=len(self._steps)))
        self._next.setText(go_on)
        # Once the vault is made there is no way back to what it was made from.
        self._back.setVisible(step in (_Step.PERSON, _Step.PASSWORD, _Step.TYPE_CODE))
        self._demo.setVisible(step == _Step.CLINIC)
        self._other.setVisible(step == _Step.CLINIC)
        self._waiting.keep_room(step == _Step.PASSWORD)
        (self._next if step == _Step.SHOW_CODE else self._steps[step]).setFocus()

    def _words(self, step: _Step) -> tuple[str, str]:
        """The title of a step, and the word on the button that leads on."""
        return (
            (self.tr("Welcome to CalciTrack"), self.tr("Next")),
            (self.tr("Who are you?"), self.tr("Next")),
            (self.tr("Your password"), self.tr("Make the vault")),
            (self.tr("The recovery code"), self.tr("I have written it down")),
            (self.tr("Is it on paper?"), self.tr("Open the vault")),
        )[step]

    def _set_waiting(self, waiting: bool) -> None:
        for part in (*self._steps, self._next, self._back, self._demo, self._other):
            part.setEnabled(not waiting)
        if waiting:
            self._refusal.dismiss()
            self._waiting.start(self.tr("Making the vault..."))
        else:
            self._waiting.stop()

    def _create(self) -> None:
        self._set_waiting(True)
        self.create_requested.emit(
            FirstStart(
                clinic_name=self._clinic.clinic_name(),
                folder=self._clinic.folder(),
                person_name=self._person.person_name(),
                login=self._person.login(),
                password=self._password.password(),
            )
        )

    @Slot()
    def _on_next_clicked(self) -> None:
        match self._step:
            case _Step.CLINIC if self._clinic.check():
                self._go_to(_Step.PERSON)
            case _Step.PERSON if self._person.check():
                self._password.set_known(self._clinic.clinic_name(), self._person.person_name(), self._person.login())
                self._go_to(_Step.PASSWORD)
            case _Step.PASSWORD if self._password.check():
                self._create()
            case _Step.SHOW_CODE:
                self._type_code.clear()
                self._go_to(_Step.TYPE_CODE)
            case _Step.TYPE_CODE if self._type_code.check(self._show_code.code()):
                self.finished.emit()

    @Slot()
    def _on_demo_clicked(self) -> None:
        self._set_waiting(True)
        self.demo_requested.emit()

    @Slot()
    def _on_back_clicked(self) -> None:
        self._go_to(_Step(self._step - 1))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready to type."""
        super().showEvent(event)
        if not event.spontaneous():
            self._go_to(self._step)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the password and the code; minimising the window (a spontaneous event) is not leaving."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._set_waiting(False)
            self._password.clear()
            self._show_code.set_code("")
            self._type_code.clear()
