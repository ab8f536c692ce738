"""What the review says that bears on one record: cards by urgency, beside the chart and beside the visit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from calcitrack.domain.dismissal import Dismissal
from calcitrack.guidance.content import content
from calcitrack.guidance.finding import Evaluation, Finding
from calcitrack.ui.guidance.arranged import Arranged, CardView, Part, arrange
from calcitrack.ui.guidance.beside import Beside
from calcitrack.ui.guidance.finding_card import FindingCard
from calcitrack.ui.guidance.fold import Fold
from calcitrack.ui.guidance.origin import origin_text, short_origin
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.tab_order import lead_behind

_OPEN = (Part.SIGNS, Part.STEPS)
_SINGLY = 3


class PathwayPanel(QFrame):
    """Shows an evaluation. What did not change keeps its card, so an edit costs what it changed.

    It is as high as what it shows: whoever holds it scrolls.

    Args:
        may_dismiss: Whether whoever is signed in may put findings aside.

    Signals:
        dismissed(findings, reason): Put these findings aside.
        taken_back(dismissal_ids): Show these findings again.
        step_requested(node): Show a step of the pathway on the page of the guidance.
    """

    dismissed = Signal(object, str)
    taken_back = Signal(object)
    step_requested = Signal(str)

    def __init__(self, *, may_dismiss: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_dismiss = may_dismiss
        self._cards: dict[str, FindingCard] = {}
        self._aside: tuple[tuple[Finding, Dismissal], ...] = ()
        self._counting = Badge("")
        self._empty = Label(role="muted")
        self._folds = {part: Fold(is_open=part in _OPEN) for part in Part}
        self._aside_fold = Fold(is_open=False)
        self._build()

    def set_evaluation(self, evaluation: Evaluation, dismissals: Sequence[Dismissal], known: Beside) -> None:
        """Show what the review says of a record."""
        arranged = arrange(evaluation, dismissals)
        drafted = known.draft is not None
        told = translate("Guidance", "counts this draft") if drafted else translate("Guidance", "signed visits only")
        if self._counting.text() != told:
            self._counting.set(told, "neutral")
        renewed = [view for view in arranged.cards if not self._has(view, known)]
        # Every card that is shown lays the whole window out anew: many are shown together.
        together = len(renewed) > _SINGLY
        if together:
            self._content.hide()
        for part in Part:
            self._show_part(part, arranged.of(part), known)
        keys = {card.key for card in arranged.cards}
        for key in [key for key in self._cards if key not in keys]:
            self._drop(key)
        if arranged.put_aside != self._aside:
            self._show_aside(arranged)
        self._empty.setVisible(not arranged.cards)
        if together:
            self._content.show()

    def clear(self) -> None:
        """Forget a patient: nothing that was open for one stays open for the next."""
        for key in list(self._cards):
            self._drop(key)
        for part, fold in self._folds.items():
            fold.head.setChecked(part in _OPEN)
        self._aside_fold.head.setChecked(False)

    def begin(self) -> None:
        """Give the keys to the first heading, and bring the panel's top as far up as its holder scrolls."""
        heads = [fold.head for fold in self._folds.values() if fold.isVisible()]
        if not heads:
            return
        heads[0].setFocus()
        holders = self._holders()
        for holder in holders:
            holder.ensureWidgetVisible(heads[0])
        inside = holders[0].widget() if holders else None
        if inside is not None:
            holders[0].verticalScrollBar().setValue(self.mapTo(inside, QPoint()).y())

    def _holders(self) -> list[QScrollArea]:
        """What scrolls around the panel, the innermost first."""
        found, above = [], self.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                found.append(above)
            above = above.parentWidget()
        return found

    def count(self, part: Part) -> int:
        """How many cards a part has."""
        return sum(card.view.part is part for card in self._cards.values())

    def _build(self) -> None:
        dress(self, kind="card")
        self.setAccessibleName(translate("Guidance", "Management pathway"))
        head = QFrame()
        head.setProperty("kind", "cardHeader")
        self._head = FlowLayout(head)
        self._head.addWidget(Label(translate("Guidance", "Management pathway"), "heading"))
        self._head.addWidget(Badge(short_origin(content().review)))
        self._head.addWidget(self._counting)
        self._empty.setText(translate("Guidance", "The review says nothing that bears on this record."))
        self._origin = Label(origin_text(content()), "small")
        self._content = QWidget()
        self._inside = QVBoxLayout(self._content)
        self._inside.addWidget(self._empty)
        for fold in (*self._folds.values(), self._aside_fold):
            fold.hide()
            self._inside.addWidget(fold)
        self._inside.addWidget(self._origin)
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(0)
        self._whole.addWidget(head)
        self._whole.addWidget(self._content)
        self._space()

    def _has(self, view: CardView, known: Beside) -> bool:
        card = self._cards.get(view.key)
        return card is not None and (card.is_same(view, known) or card.take(view, known))

    def _show_part(self, part: Part, views: Sequence[CardView], known: Beside) -> None:
        fold = self._folds[part]
        fold.setVisible(bool(views))
        fold.set_title(part_title(part, len(views)))
        for place, view in enumerate(views):
            card = self._cards[view.key] if self._has(view, known) else self._renew(view, known)
            if fold.column.indexOf(card) != place:
                fold.column.insertWidget(place, card)
                card.show()  # Qt would do so one turn later, and the panel would flicker
        lead_behind(fold.head, [stop for view in views for stop in self._cards[view.key].stops()])

    def _renew(self, view: CardView, known: Beside) -> FindingCard:
        before = self._cards.get(view.key)
        card = FindingCard(view, known, may_dismiss=self._may_dismiss)
        if before is not None:
            card.open(before.opened())
            self._drop(view.key)
        card.dismissed.connect(self.dismissed)
        card.step_requested.connect(self.step_requested)
        self._cards[view.key] = card
        return card

    def _drop(self, key: str) -> None:
        card = self._cards.pop(key)
        focus = QApplication.focusWidget()
        if focus is not None and card.isAncestorOf(focus):
            # Else the keys would go to whatever stands first in the window.
            self._folds[card.view.part].head.setFocus()
        card.hide()
        card.deleteLater()

    def _show_aside(self, arranged: Arranged) -> None:
        self._aside = arranged.put_aside
        while (item := self._aside_fold.column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._aside_fold.setVisible(bool(self._aside))
        self._aside_fold.set_title(translate("Guidance", "{count} dismissed").format(count=len(self._aside)))
        for finding, dismissal in self._aside:
            self._aside_fold.column.addWidget(self._aside_row(finding, dismissal))

    def _aside_row(self, finding: Finding, dismissal: Dismissal) -> QWidget:
        row = QFrame()
        dress(row, kind="finding", tone="neutral")
        column = QVBoxLayout(row)
        column.setContentsMargins(current_theme().px(GAP_S), 0, 0, 0)
        column.addWidget(Label(translate(finding.sentence)))
        told = translate("Guidance", "Dismissed {day} by {person}: {reason}")
        at = day(dismissal.dismissed_at.astimezone().date())
        column.addWidget(Label(told.format(day=at, person=dismissal.person, reason=dismissal.reason), "small"))
        if self._may_dismiss:
            button = QPushButton(translate("Guidance", "Show again"))
            dress(button, kind="small")
            button.setProperty("dismissal", dismissal.id)
            button.setAccessibleDescription(translate(finding.sentence))
            button.clicked.connect(self._on_taken_back)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return row

    @Slot()
    def _on_taken_back(self) -> None:
        self.taken_back.emit((self.sender().property("dismissal"),))

    def _space(self) -> None:
        px = current_theme().px
        self._head.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), px(GAP_S))
        self._head.set_gaps(px(GAP_S), px(GAP_S))
        self._inside.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        self._inside.setSpacing(px(GAP_M))
        self._whole.setContentsMargins(px(1), px(1), px(1), px(1))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


def part_title(part: Part, count: int) -> str:
    """The heading of a part. The order is the program's; the review ranks nothing."""
    titles = {
        Part.SIGNS: translate("Guidance", "Signs to look at · {count}"),
        Part.STEPS: translate("Guidance", "Where this record stands · {count}"),
        Part.BACKGROUND: translate("Guidance", "Background · {count}"),
        Part.OPEN: translate("Guidance", "Cannot say: facts not recorded · {count}"),
    }
    return titles[part].format(count=count)
