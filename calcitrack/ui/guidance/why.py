"""What opens below a card: why it is there, and from where in the review."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from calcitrack.guidance.finding import Finding
from calcitrack.ui.guidance.beside import Beside
from calcitrack.ui.guidance.fact_words import basis_line, fact_line, missing_line, rule_line, source_line
from calcitrack.ui.i18n import translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label


class _Opened(QFrame):
    """A weak box with lines of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="opened")
        px = current_theme().px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(GAP_S), px(GAP_S), px(GAP_S), px(GAP_S))
        self.column.setSpacing(px(GAP_XS))

    def say(self, text: str, role: str = "body") -> None:
        self.column.addWidget(Label(text, "small" if role == "small" else "heading" if role == "heading" else "body"))


class WhyBox(_Opened):
    """Each finding of a card: its sentence whole, the facts it rests on, what is missing, the rule.

    Signals:
        dismiss_requested(finding): Put this one aside; only where the card has several.
    """

    dismiss_requested = Signal(object)

    def __init__(
        self, findings: Sequence[Finding], known: Beside, *, may_dismiss: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._findings = tuple(findings)
        self.setAccessibleName(translate("Guidance", "Why this?"))
        for n, finding in enumerate(self._findings):
            if n:
                self.column.addSpacing(current_theme().px(GAP_S))
            self._add(finding, known)
            if may_dismiss and len(self._findings) > 1:
                self._add_button(n, finding)

    def _add(self, finding: Finding, known: Beside) -> None:
        self.say(translate(finding.sentence))
        if not finding.facts and not finding.missing:
            self.say(translate("Guidance", "It rests on no fact of the patient: it holds for everyone."), "small")
        for fact in finding.facts:
            self.say(fact_line(fact, known.days, known.draft), "small")
        for missing in finding.missing:
            self.say(missing_line(missing), "small")
        self.say(rule_line(finding), "small")

    def _add_button(self, place: int, finding: Finding) -> None:
        button = QPushButton(translate("Guidance", "Dismiss only this…"))
        dress(button, kind="small")
        button.setProperty("place", place)
        button.setAccessibleName(
            translate("Guidance", "Dismiss only this: {sentence}").format(sentence=translate(finding.sentence))
        )
        button.clicked.connect(self._on_clicked)
        self.column.addWidget(button)

    @Slot()
    def _on_clicked(self) -> None:
        self.dismiss_requested.emit(self._findings[self.sender().property("place")])


class WhereBox(_Opened):
    """Each place of the review that a card rests on, with how the review carries it.

    Signals:
        step_requested(node): Show a step of the pathway on the page of the guidance.
    """

    step_requested = Signal(str)

    def __init__(self, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Guidance", "Where is this from?"))
        told: set[tuple[str, str]] = set()
        for finding in findings:
            place = (source_line(finding.source), basis_line(finding.basis))
            if place not in told:
                told.add(place)
                self.say(place[0])
                self.say(place[1], "small")
        for node in dict.fromkeys(node for finding in findings for node in finding.nodes):
            self._add_button(node)

    def _add_button(self, node: str) -> None:
        button = QPushButton(translate("Guidance", "Step {node} in the guidance").format(node=node))
        dress(button, kind="small")
        button.setProperty("node", node)
        button.clicked.connect(self._on_clicked)
        self.column.addWidget(button)

    @Slot()
    def _on_clicked(self) -> None:
        self.step_requested.emit(self.sender().property("node"))
