"""The scores of a visit, as their definitions ask them: three in sight, more on demand, and whatever else is held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.instruments.definition import Definition, Reporter
from calcitrack.domain.instruments.scoring import answers_to, score
from calcitrack.domain.visit import InstrumentAnswer, Scalar, Visit
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.visit.fields.reporter_field import ReporterField, reporter_word
from calcitrack.ui.visit.fields.score_lines import ChoiceLine, ScaleLine, plainly, score_line
from calcitrack.ui.visit.fields.typed_kinds import write_scalar
from calcitrack.ui.widgets.label import Label, Role

_ALWAYS = ("pain_worst_week", "patient_global", "physician_global")

Key = tuple[str, str]
"""Name of an instrument, and of its item."""


class ScoreFields(QWidget):
    """Lines for the items of all installed definitions. An empty line is an answer that was not recorded.

    An answer to another version of a definition, or to one that is not known, is listed and never touched.

    Signals:
        changed(): Another answer was taken.
        large_requested(): Ask the patient with large buttons.
    """

    changed = Signal()
    large_requested = Signal()

    def __init__(self, catalogue: Catalogue | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue or Catalogue.bundled()
        self._lines: dict[Key, ScaleLine | ChoiceLine] = {}
        self._scores: dict[str, Label] = {}
        self._made: list[Label] = []
        self._others = Label(role="muted")
        self._reporter = ReporterField()
        self._more = QPushButton()
        self._more.setCheckable(True)
        self._large = QPushButton(self.tr("Large buttons…"))
        self._large.setToolTip(self.tr("The patient's questions one by one on the whole screen, for painful fingers"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._below = QWidget()
        self._below_column = QVBoxLayout(self._below)
        self._below_column.setContentsMargins(0, 0, 0, 0)
        self._build()
        self._more.toggled.connect(self._on_more_toggled)
        self._large.clicked.connect(self.large_requested)
        self._reporter.chosen.connect(self.changed)
        self._on_more_toggled(False)
        self._others.hide()

    @property
    def catalogue(self) -> Catalogue:
        """The definitions that are asked."""
        return self._catalogue

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Ask these definitions from now on. Call ``reset`` afterwards: the lines are new."""
        if catalogue == self._catalogue:
            return
        self._catalogue = catalogue
        for line in (*self._lines.values(), *self._made):
            line.hide()
            line.deleteLater()
        self._lines, self._scores, self._made = {}, {}, []
        self._fill()
        self.space()

    def show_visit(self, visit: Visit) -> None:
        """Show what a visit holds; what is being typed stays."""
        held = self._held(visit)
        for key, line in self._lines.items():
            line.show_held(held.get(key))
        self._tell(visit)

    def reset(self, visit: Visit) -> None:
        """Show another visit, in place of whatever was typed."""
        held = self._held(visit)
        self._reporter.reset()
        for key, line in self._lines.items():
            line.hold(held.get(key))
        self._more.setChecked(any(key[0] not in _ALWAYS for key in held))
        self._tell(visit)

    def amended(self, visit: Visit) -> Visit:
        """The visit with the answers taken here; all other answers stay untouched and in their places."""
        places = self._places(visit)
        bound = {place: key for key, place in places.items()}
        answers = [self._answered(a, bound.get(place)) for place, a in enumerate(visit.instruments)]
        new = [self._new(key, line.value()) for key, line in self._lines.items() if key not in places]
        kept = [a for place, a in enumerate(answers) if place not in bound or a.value is not None]
        return replace(visit, instruments=(*kept, *(a for a in new if a.value is not None)))

    def held(self) -> dict[Key, Scalar]:
        """The answers taken, by instrument and item."""
        return {key: line.value() for key, line in self._lines.items()}

    @Slot(str, str, object, str)
    def take(self, instrument: str, item: str, value: Scalar, reporter: str) -> None:
        """Take an answer that was given with large buttons, in sight; None takes it away."""
        self._reporter.choose(reporter)
        if instrument not in _ALWAYS:
            self._more.setChecked(True)
        self._lines[instrument, item].hold(value)
        self.changed.emit()

    def settle(self) -> bool:
        """Take what is typed; False when something cannot be taken."""
        settled = [line.settle() for line in self._lines.values()]
        return all(settled)

    def show_fault(self, visit: Visit, place: int, sentence: str) -> bool:
        """Say what is wrong with an answer of the visit; False when it has no line here."""
        key = next((key for key, there in self._places(visit).items() if there == place), None)
        if key is None:
            return False
        self._lines[key].show_fault(sentence)
        return True

    def space(self) -> None:
        """Follow the scale of the theme."""
        gap = current_theme().px(GAP_S)
        self._column.setSpacing(gap)
        self._below_column.setSpacing(gap)
        for part in (*self._lines.values(), self._reporter):
            part.space()

    def _build(self) -> None:
        for part in (self._below, self._others, self._more, self._reporter, self._large):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._fill()

    def _fill(self) -> None:
        """A line for every question, above the buttons and below them."""
        absent = []
        self._tell_in(self._below_column, self.tr("More scores"), "small")
        for definition in self._catalogue:
            column = self._column if definition.id in _ALWAYS else self._below_column
            if not definition.is_installed:
                absent.append(self.tr("{name}: definition not installed.").format(name=definition.name))
                continue
            if definition.id == "physician_global":
                self._tell_in(column, self.tr("Reported by the physician"), "small")
            self._add_lines(definition, column)
        if absent:
            self._tell_in(self._below_column, "\n".join(absent), "muted")

    def _add_lines(self, definition: Definition, column: QVBoxLayout) -> None:
        if not definition.is_single:
            self._tell_in(column, definition.name, "small")
        for item in definition.items:
            line = score_line(definition, item)
            line.taken.connect(self.changed)
            self._lines[definition.id, item.id] = line
            self._place(column, line)
        if not definition.is_single:
            self._scores[definition.id] = self._tell_in(column, "", "muted")

    def _tell_in(self, column: QVBoxLayout, text: str, role: Role) -> Label:
        label = Label(text, role)
        self._made.append(label)
        self._place(column, label)
        return label

    def _place(self, column: QVBoxLayout, part: QWidget) -> None:
        """At the end of the questions: above the list of the others, or at the end of what is folded away."""
        if column is self._column:
            column.insertWidget(column.indexOf(self._below), part)
        else:
            column.addWidget(part)

    def _places(self, visit: Visit) -> dict[Key, int]:
        """Which answer of a visit stands in which line: the first of each item, in the version asked now."""
        found: dict[Key, int] = {}
        for place, answer in enumerate(visit.instruments):
            key, definition = (answer.instrument, answer.item), self._catalogue.current(answer.instrument)
            if key in self._lines and definition and answer.definition_version in ("", definition.version):
                found.setdefault(key, place)
        return found

    def _held(self, visit: Visit) -> Mapping[Key, Scalar]:
        return {key: visit.instruments[place].value for key, place in self._places(visit).items()}

    def _answered(self, answer: InstrumentAnswer, key: Key | None) -> InstrumentAnswer:
        if key is None:
            return answer
        value, said = self._lines[key].value(), self._reporter.said()
        if value != answer.value:
            fresh = self._new(key, value)
            return replace(fresh, reporter=fresh.reporter or ("" if said == "" else answer.reporter))
        return answer if said is None or not self._is_patients(key) else replace(answer, reporter=said)

    def _new(self, key: Key, value: Scalar) -> InstrumentAnswer:
        definition = self._catalogue.current(key[0])
        assert definition is not None, "a line belongs to a definition"
        reporter = self._reporter.reporter() if self._is_patients(key) else Reporter.CLINICIAN.value
        return InstrumentAnswer(key[0], value, key[1], definition.version, str(reporter))

    def _is_patients(self, key: Key) -> bool:
        definition = self._catalogue.current(key[0])
        return definition is not None and definition.answered_by is not Reporter.CLINICIAN

    def _tell(self, visit: Visit) -> None:
        places = self._places(visit)
        self._reporter.show_reporters(
            visit.instruments[place].reporter for key, place in places.items() if self._is_patients(key)
        )
        others = [_said(self._catalogue, a) for n, a in enumerate(visit.instruments) if n not in places.values()]
        self._others.setText("\n".join([self.tr("Also recorded:"), *others]))
        self._others.setVisible(bool(others))
        for name, told in self._scores.items():
            definition = self._catalogue.current(name)
            if definition is not None:
                found = score(definition, answers_to(definition, visit.instruments))
                shown = plainly(found.value) if found.value is not None else ""
                ends = self.tr("Score: {score} (range {low} to {high})").format(
                    score=shown, low=plainly(definition.low), high=plainly(definition.high)
                )
                told.setText(translate(found.reason) if found.reason else ends)

    @Slot(bool)
    def _on_more_toggled(self, opened: bool) -> None:
        self._more.setText(self.tr("Fewer scores") if opened else self.tr("More scores…"))
        self._below.setVisible(opened)


def _said(catalogue: Catalogue, answer: InstrumentAnswer) -> str:
    words = " ".join(word for word in (answer.instrument, answer.item) if word).replace("_", " ")
    definition = catalogue.of_answer(answer.instrument, answer.definition_version)
    name = definition.name if definition is not None and not answer.item else f"{words[:1].upper()}{words[1:]}"
    told = f"{name}: {write_scalar(answer.value)}"
    return f"{told} ({reporter_word(answer.reporter)})" if answer.reporter else told
