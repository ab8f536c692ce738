"""The filters of the worklist as chips; in a low window as one chip that opens them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QWidget

from calcitrack.domain.worklist import WorklistFilter
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label


class FilterChips(QWidget):
    """One filter is chosen at any time; how much is shown stands at the right end.

    Signals:
        chosen(filter): Another filter was chosen, or the same one again.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = WorklistFilter.EVERYONE
        self._counts: Mapping[WorklistFilter, int] = {}
        self._names = self._filter_names()
        self.told = Label(role="small")
        self._group = QButtonGroup(self)
        self._chips: dict[WorklistFilter, Chip] = {}
        self._one = Chip("", opens_menu=True)
        self._one.setToolTip(self.tr("Choose which patients are listed"))
        self._menu = QMenu(self._one)
        self._actions: dict[WorklistFilter, QAction] = {}
        self._build()

    @property
    def filter(self) -> WorklistFilter:
        """The filter that is chosen."""
        return self._chosen

    @property
    def name(self) -> str:
        """What the chosen filter is called."""
        return self._names[self._chosen]

    def set_counts(self, counts: Mapping[WorklistFilter, int]) -> None:
        """Say how many patients each filter shows."""
        self._counts = counts
        for chosen, chip in self._chips.items():
            chip.set_count(counts.get(chosen))
        self._tell()

    def set_compact(self, compact: bool) -> None:
        """Show all chips, or one that opens a menu of them."""
        for chip in self._chips.values():
            chip.setVisible(not compact)
        self._one.setVisible(compact)

    def choose(self, chosen: WorklistFilter) -> None:
        """Choose a filter, as a click on it does."""
        self._chosen = chosen
        self._chips[chosen].setChecked(True)
        self._tell()
        self.chosen.emit(chosen)

    def _build(self) -> None:
        self._flow = FlowLayout(self)
        group = QActionGroup(self._menu)
        for chosen, name in self._names.items():
            chip = self._chips[chosen] = Chip(name)
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            action = self._actions[chosen] = group.addAction(name)
            action.setCheckable(True)
            action.setData(chosen)
        self._chips[self._chosen].setChecked(True)
        self._menu.addActions(group.actions())
        self._one.setMenu(self._menu)
        self._flow.addWidget(self._one)
        self._one.hide()
        self._flow.push_right()
        self._flow.addWidget(self.told)
        self._group.buttonClicked.connect(self._on_chip_clicked)
        group.triggered.connect(self._on_action_triggered)
        self._space()

    def _filter_names(self) -> dict[WorklistFilter, str]:
        return {
            WorklistFilter.EVERYONE: self.tr("Everyone"),
            WorklistFilter.TODAY: self.tr("Today"),
            WorklistFilter.OVERDUE: self.tr("Overdue"),
            WorklistFilter.PROGRESSING: self.tr("Progressing"),
            WorklistFilter.INFECTION: self.tr("Infection signs"),
            WorklistFilter.ON_TRIAL: self.tr("On a therapy trial"),
            WorklistFilter.AWAITING: self.tr("Awaiting a result"),
            WorklistFilter.DRAFTS: self.tr("Unsigned drafts"),
        }

    def _tell(self) -> None:
        self._one.set_word(self.name)
        self._one.set_count(self._counts.get(self._chosen))
        for chosen, action in self._actions.items():
            count = self._counts.get(chosen)
            action.setText(self._names[chosen] if count is None else f"{self._names[chosen]} {count}")
            action.setChecked(chosen is self._chosen)

    def _space(self) -> None:
        self._flow.set_gaps(current_theme().px(GAP_S), current_theme().px(GAP_S))

    @Slot(QAbstractButton)
    def _on_chip_clicked(self, button: QAbstractButton) -> None:
        self.choose(next(chosen for chosen, chip in self._chips.items() if chip is button))

    @Slot(QAction)
    def _on_action_triggered(self, action: QAction) -> None:
        self.choose(next(chosen for chosen, one in self._actions.items() if one is action))
        self._one.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
