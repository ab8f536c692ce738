"""One card of the panel: what the review says, for which lesions, and below it why and from where."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from calcitrack.guidance.finding import Finding
from calcitrack.ui.guidance.arranged import CardView, Part, Statement
from calcitrack.ui.guidance.beside import Beside
from calcitrack.ui.guidance.fold import FoldHead
from calcitrack.ui.guidance.patient_words import Course
from calcitrack.ui.guidance.reason_box import ReasonBox
from calcitrack.ui.guidance.why import WhereBox, WhyBox
from calcitrack.ui.i18n import translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, GAP_XS, Tone, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.tab_order import lead_behind, stops_in

_LISTED = 6
_TONES: dict[Part, Tone] = {Part.SIGNS: "danger", Part.STEPS: "accent"}


class FindingCard(QFrame):
    """A heading that tells what and for which lesions, and opens the text. Signs are open from the start.

    Args:
        may_dismiss: Whether whoever is signed in may put findings aside.

    Signals:
        dismissed(findings, reason): Put these aside.
        step_requested(node): Show a step of the pathway on the page of the guidance.
    """

    dismissed = Signal(object, str)
    step_requested = Signal(str)

    def __init__(self, view: CardView, known: Beside, *, may_dismiss: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._known, self._may_dismiss = view, known, may_dismiss
        self._asked: Sequence[Finding] = ()
        self._opened: dict[str, QWidget] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._texts: list[Label] = []
        self._shown_badges = self._badges()
        self.head = FoldHead(translate(*view.topic.title), self._shown_badges)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        px = current_theme().px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(GAP_XS), 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._inside)
        self._inside.hide()
        self._column.setContentsMargins(px(GAP_S), 0, 0, px(GAP_XS))
        self._column.setSpacing(px(GAP_XS))
        dress(self, kind="finding", tone=_TONES.get(view.part, "neutral"))
        self.setAccessibleName(translate(*view.topic.title))
        self.head.toggled.connect(self._on_toggled)
        self.head.setChecked(view.part is Part.SIGNS)

    @property
    def view(self) -> CardView:
        """What it shows."""
        return self._view

    def is_same(self, view: CardView, known: Beside) -> bool:
        """Whether it would look the same with these."""
        return self._view == view and self._known == known

    def take(self, view: CardView, known: Beside) -> bool:
        """Show these in place where only words differ: an edit then costs a label, not a card.

        Returns:
            False where the card must be made anew.
        """
        before = self._view, self._known
        self._view, self._known = view, known
        alike = (view.topic, view.part, known) == (before[0].topic, before[0].part, before[1])
        if self._badges() == self._shown_badges and view.part is before[0].part:
            if not self._buttons:
                return True
            if alike and not self._opened and len(view.statements) == len(self._texts):
                for label, statement in zip(self._texts, view.statements, strict=True):
                    label.setText(statement.text())
                return True
        self._view, self._known = before
        return False

    def stops(self) -> tuple[QWidget, ...]:
        """What of it Tab comes to, from the top."""
        in_boxes = (stop for box in self._opened.values() for stop in stops_in(box))
        return (self.head, *self._buttons.values(), *in_boxes)

    def opened(self) -> frozenset[str]:
        """What of it is open: "text", and below it "why" and "where"."""
        boxes = {name for name, button in self._buttons.items() if button.isChecked()}
        return frozenset(boxes | ({"text"} if self.head.isChecked() else set()))

    def open(self, names: frozenset[str]) -> None:
        """Open it as it was before the card was made anew."""
        self.head.setChecked("text" in names)
        for name in ("why", "where"):
            if name in names:
                self._fill()
                self._buttons[name].setChecked(True)

    def _badges(self) -> list[str]:
        """What the closed card tells: for which lesions, and where each of the drugs named together stands."""
        found = [lesions_word(self._view.lesions)] if self._view.lesions else []
        for statement in self._view.statements:
            if (course := self._course(statement)) is not None:
                found.append(f"{course[0]}: {course[1].short}")
        if self._view.part is not Part.OPEN and any(not s.stands for s in self._view.statements):
            found.append(translate("Guidance", "cannot say"))
        return found

    def _fill(self) -> None:
        """Make what is inside when it is first opened."""
        if self._buttons:
            return
        for statement in self._view.statements:
            self._add_statement(statement)
        if self._view.topic.names_drug:
            self._add_patient()
        self._add_buttons()

    def _add_statement(self, statement: Statement) -> None:
        course = self._course(statement)
        if course:
            self._column.addWidget(Label(f"{course[0]} · {course[1].whole}", "heading"))
        self._texts.append(Label(statement.text()))
        self._column.addWidget(self._texts[-1])

    def _course(self, statement: Statement) -> tuple[str, Course] | None:
        """One of the drugs named together, with where it stands in the record."""
        kind, _, code = statement.findings[0].id.partition(".")
        if kind != "drug" or code not in self._known.courses:
            return None
        return code.capitalize(), self._known.courses[code]

    def _add_patient(self) -> None:
        self._column.addWidget(Label(self._known.allergies, "heading", "danger" if self._known.allergic else "neutral"))
        self._column.addWidget(Label(self._known.background, "small"))

    def _add_buttons(self) -> None:
        row = QWidget()
        flow = FlowLayout(row, gap=current_theme().px(GAP_XS), line_gap=current_theme().px(GAP_XS))
        self._buttons |= {
            "why": _button(translate("Guidance", "Why this?"), checkable=True),
            "where": _button(translate("Guidance", "Where is this from?"), checkable=True),
        }
        self._buttons["why"].toggled.connect(self._on_why)
        self._buttons["where"].toggled.connect(self._on_where)
        if self._may_dismiss:
            self._buttons["dismiss"] = _button(translate("Guidance", "Dismiss…"))
            self._buttons["dismiss"].clicked.connect(self._on_dismiss)
        title = translate(*self._view.topic.title)
        for button in self._buttons.values():
            button.setAccessibleDescription(title)
            flow.addWidget(button)
        self._column.addWidget(row)
        lead_behind(self.head, tuple(self._buttons.values()))

    def _box(self, name: str) -> QWidget:
        """A box that opens below; made when it is first wanted."""
        if name not in self._opened:
            box = self._why() if name == "why" else self._where()
            self._opened[name] = box
            self._column.addWidget(box)
            lead_behind(list(self._buttons.values())[-1], stops_in(box))
            box.show()
        return self._opened[name]

    def _why(self) -> QWidget:
        box = WhyBox(self._view.findings, self._known, may_dismiss=self._may_dismiss)
        box.dismiss_requested.connect(self._on_dismiss_one)
        return box

    def _where(self) -> QWidget:
        box = WhereBox(self._view.findings)
        box.step_requested.connect(self.step_requested)
        return box

    def _ask(self, findings: Sequence[Finding], about: str) -> None:
        self._leave_reason()
        self._asked = findings
        box = ReasonBox(about)
        box.given.connect(self._on_reason)
        box.left.connect(self._leave_reason)
        self._opened["reason"] = box
        self._column.addWidget(box)
        box.setFocus()

    @Slot(bool)
    def _on_toggled(self, open_: bool) -> None:
        if open_:
            self._fill()
        self._inside.setVisible(open_)

    @Slot(bool)
    def _on_why(self, open_: bool) -> None:
        self._box("why").setVisible(open_)

    @Slot(bool)
    def _on_where(self, open_: bool) -> None:
        self._box("where").setVisible(open_)

    @Slot()
    def _on_dismiss(self) -> None:
        title = translate(*self._view.topic.title)
        self._ask(self._view.findings, translate("Guidance", "Dismiss “{title}”?").format(title=title))

    @Slot(object)
    def _on_dismiss_one(self, finding: Finding) -> None:
        self._ask((finding,), translate("Guidance", "Dismiss: {text}").format(text=translate(finding.sentence)))

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        self.dismissed.emit(tuple(self._asked), reason)

    @Slot()
    def _leave_reason(self) -> None:
        box = self._opened.pop("reason", None)
        if box is not None:
            box.hide()
            box.deleteLater()
            self._buttons["dismiss"].setFocus()


def lesions_word(numbers: Sequence[int]) -> str:
    """The lesions of a card in one word; many are counted, for each stands in the text."""
    if len(numbers) == 1:
        return translate("Guidance", "lesion {number}").format(number=numbers[0])
    if len(numbers) > _LISTED:
        return translate("Guidance", "{count} lesions").format(count=len(numbers))
    return translate("Guidance", "lesions {numbers}").format(numbers=", ".join(map(str, numbers)))


def _button(text: str, *, checkable: bool = False) -> QPushButton:
    made = QPushButton(text)
    made.setCheckable(checkable)
    dress(made, kind="small")
    return made
