"""The scores of a visit: three that are asked every time, and whatever else the draft holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say
from calcitrack.domain.visit import InstrumentAnswer, Scalar, Visit
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.visit.single_field import SingleField
from calcitrack.ui.visit.typed_kinds import SCORE, write_scalar
from calcitrack.ui.widgets.label import Label

ASKED: Mapping[str, Marked] = {
    "pain_worst_week": QT_TRANSLATE_NOOP("VisitFields", "Pain, worst this week"),
    "patient_global": QT_TRANSLATE_NOOP("VisitFields", "Patient global"),
    "physician_global": QT_TRANSLATE_NOOP("VisitFields", "Physician global"),
}
"""The instruments with a line of their own, each from 0 to 10. The last one is the physician's."""

_BY_PHYSICIAN = "physician_global"


class ScoreFields(QWidget):
    """Pain, patient global and physician global. An empty line is an answer that was not recorded.

    Signals:
        changed(): Another answer was taken.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, SingleField[Scalar]] = {}
        self._others = Label(role="muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for instrument, name in ASKED.items():
            if instrument == _BY_PHYSICIAN:
                self._column.addWidget(Label(self.tr("Reported by the physician"), "small"))
            field: SingleField[Scalar] = SingleField(translate(say(name)), SCORE, "/ 10")
            field.taken.connect(self.changed)
            self._fields[instrument] = field
            self._column.addWidget(field)
        self._column.addWidget(self._others)
        self._column.addStretch(1)
        self._others.hide()

    def show_visit(self, visit: Visit) -> None:
        """Show what a visit holds; what is being typed stays."""
        for instrument, field in self._fields.items():
            field.line.show_held(_answer_to(visit, instrument))
        self._tell_others(visit)

    def reset(self, visit: Visit) -> None:
        """Show another visit, in place of whatever was typed."""
        for instrument, field in self._fields.items():
            field.line.hold(_answer_to(visit, instrument))
        self._tell_others(visit)

    def amended(self, visit: Visit) -> Visit:
        """The visit with the answers taken here; all other answers stay untouched and in their places."""
        answers = [_with_value(a, self._fields) for a in visit.instruments]
        known = {a.instrument for a in visit.instruments if _is_asked(a)}
        new = [InstrumentAnswer(name, f.value()) for name, f in self._fields.items() if name not in known]
        kept = (a for a in (*answers, *new) if not _is_asked(a) or a.value is not None)
        return replace(visit, instruments=tuple(kept))

    def settle(self) -> bool:
        """Take what is typed; False when something cannot be taken."""
        settled = [field.settle() for field in self._fields.values()]
        return all(settled)

    def show_fault(self, visit: Visit, place: int, sentence: str) -> bool:
        """Say what is wrong with an answer of the visit; False when it has no line here."""
        answer = visit.instruments[place] if place < len(visit.instruments) else None
        if answer is None or not _is_asked(answer):
            return False
        self._fields[answer.instrument].line.refuse(sentence)
        return True

    def space(self) -> None:
        """Follow the scale of the theme."""
        self._column.setSpacing(current_theme().px(GAP_S))
        for field in self._fields.values():
            field.space()

    def _tell_others(self, visit: Visit) -> None:
        others = [_said(a) for a in visit.instruments if not _is_asked(a)]
        self._others.setText("\n".join([self.tr("Also recorded:"), *others]))
        self._others.setVisible(bool(others))


def _is_asked(answer: InstrumentAnswer) -> bool:
    return answer.instrument in ASKED and not answer.item


def _answer_to(visit: Visit, instrument: str) -> Scalar:
    found = (a.value for a in visit.instruments if a.instrument == instrument and _is_asked(a))
    return next(found, None)


def _with_value(answer: InstrumentAnswer, fields: Mapping[str, SingleField[Scalar]]) -> InstrumentAnswer:
    return replace(answer, value=fields[answer.instrument].value()) if _is_asked(answer) else answer


def _said(answer: InstrumentAnswer) -> str:
    name = " ".join(word for word in (answer.instrument, answer.item) if word).replace("_", " ")
    return f"{name[:1].upper()}{name[1:]}: {write_scalar(answer.value)}"
