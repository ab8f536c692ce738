"""Which lesions something is meant for: all of them, or those that are ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from calcitrack.domain.figures.area import by_number
from calcitrack.domain.lesion import Lesion
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.theme import GAP_S, current_theme


class TargetEditor(QWidget):
    """All lesions, those to come included; or some of them.

    Args:
        lesions: The patient's lesions.
        labels: What each is called, its number included, by the lesions' ids.
        targets: Ids of the lesions ticked at first; None for all.

    Signals:
        edited: Somebody changed the choice.
    """

    edited = Signal()

    def __init__(self, lesions: Sequence[Lesion], labels: Mapping[int, str], targets: tuple[int, ...] | None) -> None:
        super().__init__()
        self._given = targets or ()
        self._all = OneOf(
            self.tr("Lesions"),
            [(True, self.tr("All lesions, also later ones")), (False, self.tr("Only the lesions ticked"))],
            targets is None,
        )
        self._boxes = {lesion.id: _box(labels[lesion.id]) for lesion in by_number(lesions)}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_S))
        column.addWidget(self._all)
        column.addWidget(in_columns(*self._boxes.values(), least=190))
        self._all.chosen.connect(self.edited)
        for lesion_id, box in self._boxes.items():
            box.setChecked(lesion_id in self._given)
            box.clicked.connect(self._on_box_clicked)

    def value(self) -> tuple[int, ...] | None:
        """None for all; else ids, those given at first in their order before those ticked since."""
        if self._all.value():
            return None
        ticked = [lesion_id for lesion_id, box in self._boxes.items() if box.isChecked()]
        kept = [lesion_id for lesion_id in self._given if lesion_id in ticked]
        return tuple(dict.fromkeys([*kept, *ticked]))

    @Slot()
    def _on_box_clicked(self) -> None:
        """Whoever ticks lesions means these."""
        if any(box.isChecked() for box in self._boxes.values()):
            self._all.choose(False)
        self.edited.emit()


def _box(label: str) -> QCheckBox:
    # An ampersand would be taken for a mnemonic.
    return QCheckBox(label.replace("&", "&&"))
