"""The last steps of the first start: the recovery code is written down, then typed back from the paper."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.recovery_code import difference, groups
from calcitrack.ui.entry.unlock_form import name_edit, stack
from calcitrack.ui.i18n import translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys

_COLUMNS = 4


class ShowCodeStep(QWidget):
    """The code in large numbered groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._groups = QWidget()
        self._grid = QGridLayout(self._groups)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(current_theme().px(GAP_S))
        self._copy = QPushButton(self.tr("Copy"))
        self._copy.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._copy.clicked.connect(self._on_copy_clicked)
        advice = Label(
            self.tr("Write this code on paper, now, and keep the paper away from this computer.")
            + " "
            + self.tr("It opens the vault when a password is lost. It is never shown again.")
        )
        stack(self, advice, self._groups, self._copy)

    def code(self) -> str:
        """The code shown."""
        return self._code

    def set_code(self, code: str) -> None:
        """Show a code; an empty one takes it from the screen."""
        self._code = code
        while (item := self._grid.takeAt(0)) is not None:
            box = item.widget()
            if box is not None:
                box.deleteLater()
        for number, group in enumerate(groups(code)):
            self._grid.addWidget(_group_box(number + 1, group), *divmod(number, _COLUMNS))
        self._groups.setAccessibleName(" ".join(groups(code)))
        self._copy.setText(self.tr("Copy"))

    @Slot()
    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._copy.setText(self.tr("Copied; clear the clipboard when the code is on paper"))


class TypeCodeStep(LeadsKeys, QWidget):
    """The code as it stands on the paper.

    Signals:
        returned: Enter was pressed.
    """

    returned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = name_edit()
        hint = self.tr("Spaces, hyphens and capitals do not matter.")
        self._field = Field(self.tr("The code from your paper"), self._edit, hint)
        stack(self, self._field)
        self._edit.returnPressed.connect(self.returned)
        self.lead_keys(self._edit)

    def clear(self) -> None:
        """Start again."""
        self._edit.clear()
        self._field.set_fault("")

    def check(self, code: str) -> bool:
        """Compare with the code, and say in which group the first difference lies."""
        found = difference(self._edit.text(), code)
        self._field.set_fault(translate(found) if found else "")
        if found:
            self._edit.setFocus()
        return found is None


def _group_box(number: int, group: str) -> QFrame:
    px = current_theme().px
    box = QFrame()
    dress(box, kind="message")
    column = QVBoxLayout(box)
    column.setContentsMargins(px(GAP_M), px(GAP_XS), px(GAP_M), px(GAP_XS))
    column.setSpacing(0)
    column.addWidget(Label(str(number), "small"))
    column.addWidget(Label(group, "title"))
    return box
