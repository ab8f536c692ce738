"""The dialogs of the program's errors, loaded with the first of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from calcitrack.domain.errors import CalciTrackError, Conflict, InvalidInput
from calcitrack.ui.bug_report import BugReport
from calcitrack.ui.conflict_words import conflict_sentences
from calcitrack.ui.i18n import translate
from calcitrack.ui.icons import pixmap
from calcitrack.ui.theme import GAP_L, GAP_M, Tone, current_theme
from calcitrack.ui.widgets.label import Label

_REPORT_LINES = 8


class ErrorDialog(QDialog):
    """A heading and sentences; Esc and Enter close it, and it never closes by itself."""

    def __init__(
        self, heading: str, sentences: list[str], reference: str = "", *,
        tone: Tone = "warning", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("CalciTrack")
        self.setAccessibleName(heading)
        self.setAccessibleDescription("\n".join([*sentences, reference]))
        px = current_theme().px
        self.body = QVBoxLayout()
        self.body.setSpacing(px(GAP_M))
        self.body.addWidget(Label(heading, "heading"))
        for sentence in sentences:
            self.body.addWidget(Label(sentence))
        if reference:
            self.body.addWidget(Label(reference, "small"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.close_button = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        self.close_button.setDefault(True)
        self.buttons.rejected.connect(self.reject)
        self._lay_out(tone)

    def _lay_out(self, tone: Tone) -> None:
        theme = current_theme()
        mark = QLabel()
        shape = "stop" if tone == "danger" else "warning"
        mark.setPixmap(pixmap(shape, theme.tokens.strong(tone), theme.px(24)))
        row = QHBoxLayout()
        row.setSpacing(theme.px(GAP_L))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.body, 1)
        whole = QVBoxLayout(self)
        edge = theme.px(GAP_L)
        whole.setContentsMargins(edge, edge, edge, edge)
        whole.setSpacing(edge)
        whole.addLayout(row, 1)
        whole.addWidget(self.buttons)
        self.setFixedWidth(theme.px(460))
        self.close_button.setFocus()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Be high enough for the wrapped sentences: Qt caps a dialog's first height by the screen's."""
        self.setMinimumHeight(self.heightForWidth(self.width()))
        super().showEvent(event)


class BugDialog(ErrorDialog):
    """Shows the report whole: what is copied is what is seen."""

    def __init__(self, report: BugReport, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("BugDialog", "CalciTrack made a mistake ({code})").format(code=report.code),
            [
                translate("BugDialog", "What was saved stays saved. Look at what you entered last before you go on."),
                translate("BugDialog", "This report holds no patient data. Send it to whoever looks after CalciTrack."),
            ],
            tone="danger",
            parent=parent,
        )
        self.report = report
        self._shown = QPlainTextEdit(report.text)
        self._shown.setReadOnly(True)
        self._shown.setTabChangesFocus(True)
        self._shown.setAccessibleName(translate("BugDialog", "Report"))
        self._shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._shown.setMinimumHeight(self._shown.fontMetrics().lineSpacing() * _REPORT_LINES)
        self.body.addWidget(self._shown, 1)
        self.copy_button = QPushButton(translate("BugDialog", "Copy report"))
        self.copy_button.setAutoDefault(False)
        self.buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(self._on_copy_clicked)

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.report.text)
        self.copy_button.setText(translate("BugDialog", "Copied"))


def dialog_of(error: CalciTrackError, parent: QWidget | None) -> ErrorDialog:
    """The dialog of an error that a person can act on; the caller shows it."""
    reference = translate("ErrorDialog", "Reference: {code}").format(code=type(error).__name__)
    return ErrorDialog(_heading(error), _sentences(error), reference, parent=parent)


def _heading(error: CalciTrackError) -> str:
    if isinstance(error, InvalidInput):
        return translate("ErrorDialog", "Nothing was changed: some entries cannot be taken.")
    return translate(error.message)


def _sentences(error: CalciTrackError) -> list[str]:
    if isinstance(error, InvalidInput):
        return [translate(fault.message) for fault in error.faults]
    told = conflict_sentences(error) if isinstance(error, Conflict) else []
    return [*told, translate(error.remedy)] if error.remedy else told
