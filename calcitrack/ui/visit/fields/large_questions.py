"""The patient's scores with large buttons: the whole screen, one question, nothing to drag."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.instruments.definition import Reporter
from calcitrack.domain.visit import Scalar
from calcitrack.ui.lasting_dialog import LastingDialog
from calcitrack.ui.theme import GAP_L, GAP_M, GAP_XL
from calcitrack.ui.visit.fields.large_steps import Step, steps_of
from calcitrack.ui.visit.fields.large_target import Target, enlarge
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.scrolled import scrolled


class LargeQuestions(LastingDialog):
    """First asks who answers, then each question for the patient. Esc leads back to the visit from anywhere.

    Every target is at least 20 mm high and wide. Number keys answer too; T is ten.

    Signals:
        answered(instrument, item, value, reporter): An answer was given; a value of None takes it away.
    """

    answered = Signal(str, str, object, str)

    def __init__(
        self, catalogue: Catalogue, held: Mapping[tuple[str, str], Scalar], identity: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._steps = steps_of(catalogue)
        self._held = dict(held)
        self._reporter = ""
        self._place = -1
        self._keys: dict[str, Target] = {}
        self.setWindowTitle(self.tr("Questions"))
        self._identity, self._progress = Label(identity, "muted"), Label(role="muted")
        self._question, self._about = Label(), Label(role="muted")
        self._targets = QWidget()
        self._flow = FlowLayout(self._targets, gap=GAP_M, line_gap=GAP_M)
        self._leave = Target(self.tr("To the visit"))
        self._back, self._next = Target(self.tr("Back")), Target(self.tr("Next"))
        self._skip = Target(self.tr("Not answered"))
        self._build()
        self._leave.clicked.connect(self.accept)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._skip.clicked.connect(self._on_skip)
        self._show_step()

    def _build(self) -> None:
        head, foot = QHBoxLayout(), QWidget()
        told = QVBoxLayout()
        told.addWidget(self._identity)
        told.addWidget(self._progress)
        told.addStretch(1)
        head.addLayout(told, 1)
        head.addWidget(self._leave)
        flow = FlowLayout(foot, gap=GAP_M, line_gap=GAP_M)
        for button in (self._back, self._next, self._skip):
            flow.addWidget(button)
        enlarge(self._question, 2.2)
        enlarge(self._about, 1.4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        whole.setSpacing(GAP_L)
        whole.addLayout(head)
        whole.addWidget(self._middle(), 1)
        whole.addWidget(foot)

    def _middle(self) -> QScrollArea:
        """The question and its targets; they scroll on a screen that is too small for 20 mm each."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_L)
        column.addStretch(1)
        for part in (self._question, self._about, self._targets):
            column.addWidget(part)
        column.addStretch(2)
        return scrolled(inside, sideways=True)

    @property
    def _step(self) -> Step | None:
        return self._steps[self._place] if 0 <= self._place < len(self._steps) else None

    def _show_step(self) -> None:
        """Show the question that is its turn, or who answers before it, or that it is done after it."""
        step = self._step
        self._clear()
        for button in (self._back, self._next, self._skip):
            button.setVisible(self._place >= 0)
        self._skip.setVisible(step is not None)
        self._progress.setText("")
        if step is not None:
            self._show_question(step)
        elif self._place < 0:
            self._show_who()
        else:
            self._show_end()
        self.setAccessibleName(self._question.text())

    def _show_who(self) -> None:
        self._question.setText(self.tr("Who answers the questions?"))
        self._about.setText(self.tr("Press a button, or its number on the keyboard."))
        words = (
            (Reporter.PATIENT, self.tr("The patient")),
            (Reporter.PARENT, self.tr("A parent")),
            (Reporter.PROXY, self.tr("Somebody else")),
        )
        for number, (reporter, word) in enumerate(words, start=1):
            target = self._add_target(f"{number}  {word}", word, str(number))
            target.clicked.connect(lambda _=False, chosen=reporter: self._on_who(chosen))
        self._first_target().setFocus()

    def _show_question(self, step: Step) -> None:
        held = self._held.get(step.key)
        self._question.setText(step.item.question)
        self._about.setText("\n".join(step.about(held)))
        told = self.tr("Question {number} of {count}").format(number=self._place + 1, count=len(self._steps))
        ten = self.tr("Keys 0 to 9; T is 10.") if any(choice.value == 10 for choice in step.choices) else ""
        self._progress.setText(f"{told}\n{ten}".strip())
        for choice in step.choices:
            target = self._add_target(choice.word, f"{step.item.question} {choice.spoken}", choice.key)
            if held is not None and held == choice.value:
                target.mark()
                target.setAccessibleDescription(self.tr("Recorded"))
            target.clicked.connect(lambda _=False, value=choice.value: self._on_answer(value))
        self._next.setEnabled(held is not None)
        self._first_target().setFocus()

    def _show_end(self) -> None:
        given = sum(self._held.get(step.key) is not None for step in self._steps)
        self._question.setText(self.tr("Thank you."))
        told = self.tr("{given} of {count} questions are answered.")
        self._about.setText(told.format(given=given, count=len(self._steps)))
        self._next.setVisible(False)
        self._leave.setFocus()

    def _add_target(self, word: str, spoken: str, key: str) -> Target:
        target = Target(word)
        target.setAccessibleName(spoken)
        self._flow.addWidget(target)
        target.show()
        self._keys[key] = target
        return target

    def _first_target(self) -> Target:
        marked = [target for target in self._keys.values() if target.is_marked()]
        return marked[0] if marked else next(iter(self._keys.values()))

    def _clear(self) -> None:
        self._keys = {}
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _go(self, by: int) -> None:
        self._place = max(-1, min(self._place + by, len(self._steps)))
        self._show_step()

    def _on_who(self, reporter: Reporter) -> None:
        self._reporter = reporter.value
        self._go(1)

    def _on_answer(self, value: Scalar) -> None:
        step = self._step
        if step is not None:
            self._held[step.key] = value
            self.answered.emit(*step.key, value, self._reporter)
            self._go(1)

    @Slot()
    def _on_back(self) -> None:
        self._go(-1)

    @Slot()
    def _on_next(self) -> None:
        self._go(1)

    @Slot()
    def _on_skip(self) -> None:
        step = self._step
        if step is not None and self._held.pop(step.key, None) is not None:
            self.answered.emit(*step.key, None, self._reporter)
        self._go(1)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Number keys answer, Backspace goes back, Enter presses the button in focus, Esc leaves."""
        focus = self.focusWidget()
        target = self._keys.get(event.text().upper())
        if target is not None:
            target.click()
        elif event.key() == Qt.Key.Key_Backspace and self._place >= 0:
            self._go(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focus, QPushButton):
                focus.click()
        else:
            super().keyPressEvent(event)
