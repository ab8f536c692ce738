"""Two classes of a response and a reason, with nothing chosen before somebody chooses."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.second_reading import Words
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.i18n import translate
from calcitrack.ui.models.response_reading import definition_sentence
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.words import label


class ClassFields(LeadsKeys, QWidget):
    """The second class begins as the first; both can be chosen apart.

    Args:
        reason_hint: What the reason is for.
    """

    def __init__(self, reason_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now, self._balin = _choice(), _choice()
        self._reason = LineField(self.tr("Reason"), "", reason_hint)
        self._begun: tuple[object, ...] = (None, None, "")
        self._now_field = FormField(
            self.tr("Now"),
            self._now,
            self.tr("The state at the last evidence: closed, smaller, there and not smaller, or not assessable."),
        )
        self._balin_field = FormField(self.tr("Balin 2012"), self._balin, definition_sentence())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(in_columns(self._now_field, self._balin_field, self._reason, least=220, most=3))
        self._now_field.edited.connect(self._on_now_chosen)
        self._balin_field.edited.connect(self._on_balin_chosen)
        self.lead_keys(self._now)

    @property
    def words(self) -> Words | None:
        """Both classes; None until both are chosen."""
        now, balin = self._now.value(), self._balin.value()
        return None if now is None or balin is None else (now, balin)

    @property
    def reason(self) -> str:
        """What was typed."""
        return self._reason.line.text().strip()

    @property
    def is_changed(self) -> bool:
        """Whether something was chosen or typed since it was shown."""
        return self._held() != self._begun

    def ask_for_words(self) -> None:
        """Say beside the first class that is not chosen that it is needed."""
        for field, choice in ((self._now_field, self._now), (self._balin_field, self._balin)):
            if choice.value() is None:
                field.set_fault(self.tr("Not saved: choose a class first."))
                field.take_focus()
                return

    def _held(self) -> tuple[object, ...]:
        return self._now.value(), self._balin.value(), self.reason

    def show_words(self, words: Words | None, reason: str = "") -> None:
        """Begin with these classes, or with none."""
        for choice, held in zip((self._now, self._balin), words or (None, None), strict=True):
            choice.show_value(held, label(held) if held else "")
        self._reason.line.setText(reason)
        self._begun = self._held()
        for field in (self._now_field, self._balin_field):
            field.set_fault("")

    @Slot()
    def _on_now_chosen(self) -> None:
        self._now_field.set_fault("")
        _follow(self._now, self._balin)

    @Slot()
    def _on_balin_chosen(self) -> None:
        self._balin_field.set_fault("")
        _follow(self._balin, self._now)


def _follow(chosen: Choice[ResponseWord | None], other: Choice[ResponseWord | None]) -> None:
    word = chosen.value()
    if word is not None and other.value() is None:
        other.show_value(word, label(word))


def _choice() -> Choice[ResponseWord | None]:
    options: list[tuple[ResponseWord | None, str]] = [(None, translate("VerdictFields", "Not judged"))]
    return Choice([*options, *((word, label(word)) for word in ResponseWord)], None)
