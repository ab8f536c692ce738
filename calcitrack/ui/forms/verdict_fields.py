"""What a reader judges of one lesion: two words and a reason, each with its definition beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.response_rows import ResponseRow
from calcitrack.ui.models.response_words import evidence_sentence, judged_sentence, proposed_sentence
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label


class VerdictFields(QWidget):
    """The current lesion: what is known of it, and what is judged.

    Args:
        definition: The published definition of the classes, with its place.

    Signals:
        judged(now, balin, reason): Both words are chosen, or the reason of a judgement was typed.
        finished(): Return in the reason: on to the next lesion.
    """

    judged = Signal(object, object, str)
    finished = Signal()

    def __init__(self, definition: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evidence, self._stood, self._draft = Label(), Label(role="muted"), Label(tone="warning")
        self._now, self._balin = _class_choice(), _class_choice()
        self._reason = LineField(
            self.tr("Reason"),
            "",
            self.tr("Needed where it differs from the proposal. Both are kept, with your name and the day."),
        )
        state_now = self.tr(
            "The state at the last evidence. Complete: closed. Partial: smaller by the rule below. No response: there, "
            "and not smaller."
        )
        now_field = FormField(self.tr("Now"), self._now, state_now)
        balin_field = FormField(self.tr("Balin 2012"), self._balin, definition)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_S))
        fields = in_columns(now_field, balin_field, self._reason, least=220, most=3)
        for part in (self._evidence, self._stood, self._draft, fields):
            column.addWidget(part)
        now_field.edited.connect(self._on_now_chosen)
        balin_field.edited.connect(self._on_balin_chosen)
        self._reason.edited.connect(self._tell)
        self._reason.line.installEventFilter(self)

    def set_row(self, row: ResponseRow) -> None:
        """Show a lesion with what is judged of it, not saved before saved."""
        self._evidence.setText(f"{evidence_sentence(row.response)} {proposed_sentence(row.response)}")
        self._stood.setText(judged_sentence(row.judged, row.response) if row.judged else self.tr("Not judged yet."))
        told = self.tr("It stands in the draft visit of {day}, and a draft is no evidence: sign the visit first.")
        self._draft.setText(told.format(day=day(row.draft_on)) if row.draft_on else "")
        self._draft.setVisible(row.draft_on is not None)
        words = row.words or (None, None)
        for choice, held in zip((self._now, self._balin), words, strict=True):
            choice.setEnabled(row.draft_on is None)
            choice.show_value(held, label(held) if held else "")
        typed = row.verdict.reason if row.verdict else row.judged.reason if row.judged else ""
        if self._reason.line.text() != typed:
            with QSignalBlocker(self._reason.line):
                self._reason.line.setText(typed)
        self._reason.setEnabled(row.draft_on is None)
        self._reason.set_fault("")

    def ask_reason(self) -> None:
        """Put the cursor into the reason."""
        self._reason.take_focus()

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self._now.setFocus()

    def named(self) -> dict[str, FormField]:
        """The field beside which a fault is told."""
        return {"reason": self._reason}

    @Slot()
    def _on_now_chosen(self) -> None:
        self._follow(self._now, self._balin)

    @Slot()
    def _on_balin_chosen(self) -> None:
        self._follow(self._balin, self._now)

    def _follow(self, chosen: Choice[ResponseWord | None], other: Choice[ResponseWord | None]) -> None:
        """The second word begins as the first."""
        word = chosen.value()
        if word is not None and other.value() is None:
            other.show_value(word, label(word))
        self._tell()

    @Slot()
    def _tell(self) -> None:
        now, balin = self._now.value(), self._balin.value()
        if now is not None and balin is not None:
            self.judged.emit(now, balin, self._reason.line.text())

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return in the reason goes on to the next lesion; without this it would save and close the form."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.finished.emit()
                return True
        return super().eventFilter(watched, event)


def _class_choice() -> Choice[ResponseWord | None]:
    options: list[tuple[ResponseWord | None, str]] = [(None, translate("VerdictFields", "Not judged"))]
    return Choice([*options, *((word, label(word)) for word in ResponseWord)], None)
