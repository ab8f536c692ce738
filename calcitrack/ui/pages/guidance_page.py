"""The page of the guidance: the pathway, the evidence by therapy, and all else that the review says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Role
from calcitrack.guidance.content import content
from calcitrack.guidance.engine import evaluate
from calcitrack.ui.errors import show_error
from calcitrack.ui.guidance.book.about_leaf import about_leaf
from calcitrack.ui.guidance.book.markup import paragraph
from calcitrack.ui.guidance.book.reader import Reader
from calcitrack.ui.guidance.book.search import find
from calcitrack.ui.guidance.book.series import Bar
from calcitrack.ui.guidance.book.state import BookState
from calcitrack.ui.guidance.book.therapy_leaf import pictures
from calcitrack.ui.guidance.book.topics import Entry, entries, leaf, therapy_of
from calcitrack.ui.guidance.origin import origin_text, short_origin
from calcitrack.ui.pages.outcomes_reader import OutcomesReader
from calcitrack.ui.preview.pdf_preview import Paper, show_pdf
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.topic_list import TopicLine, TopicList
from calcitrack.ui.words import identity

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

_SIDE_PX, _NARROW_PX, _TOPICS_PX, _LOW_PX = 226, 640, 150, 520
_UNBOUNDED = 16_777_215
_ABOUT, _PATHWAY, _PADDING_PX = "about", "pathway", 5


class GuidancePage(LeadsKeys, QWidget):
    """Topics at the left, one leaf at the right, a search over all of it.

    Args:
        open_record: The record that is open in the chart, or None.

    Signals:
        leaf_shown(id): Another leaf is in front.
    """

    leaf_shown = Signal(str)

    def __init__(
        self, session: Session, open_record: Callable[[], PatientRecord | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._open_record = session, open_record
        self._own = OutcomesReader(session, self)
        self._leaf, self._anchor = _PATHWAY, ""
        self._shown = True
        self._for = Badge("", "accent")
        self._search = QLineEdit()
        self._topics = TopicList(self.tr("Topics of the guidance"))
        self._print = QPushButton(self.tr("Print this page…"))
        self.reader = Reader()
        self._build()
        self._connect()

    def show_step(self, node: str) -> None:
        """Show a step of the pathway."""
        self._go(f"{_PATHWAY}#{node}")

    def stop_reading(self) -> None:
        """Give up reading the clinic's own trials: the vault is about to be shut."""
        self._own.stop()

    def _build(self) -> None:
        review = content().review
        head = QWidget()
        self._head = FlowLayout(head)
        self._head.addWidget(Label(self.tr("Guidance"), "title"))
        self._head.addWidget(Badge(short_origin(review)))
        self._head.addWidget(self._for)
        self._head.push_right()
        self._head.addWidget(self._print)
        self._whose = Label(origin_text(content()), "small")
        self._search.setPlaceholderText(self.tr("Search the guidance"))
        self._search.setAccessibleName(self.tr("Search the guidance"))
        self._search.setClearButtonEnabled(True)
        self._topics.set_lines([TopicLine(entry.id, _line(entry)) for entry in entries()])
        self._side = Card(flush=True)
        self._side.setAccessibleName(self.tr("Topics"))
        self._side.add(self._topics, 1)
        side = QWidget()
        self._side_column = QVBoxLayout(side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.addWidget(self._search)
        self._side_column.addWidget(self._side, 1)
        self._left = side
        right = Card(flush=True)
        right.add(self.reader, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(side)
        self._columns.addWidget(right, 1)
        self._whole = QVBoxLayout(self)
        for part in (head, self._whose):
            self._whole.addWidget(part)
        self._whole.addLayout(self._columns, 1)
        self.lead_keys(self._topics)
        self._space()

    def _connect(self) -> None:
        self._topics.chosen.connect(self._go)
        self._search.textChanged.connect(self._on_typed)
        self._print.clicked.connect(self._on_print)
        self.reader.asked.connect(self._on_asked)
        self.reader.reshaped.connect(self._again)
        self._own.moved.connect(self._on_own_moved)
        self._session.changed.connect(self._again)

    @Slot(str)
    def _go(self, address: str) -> None:
        """Show a leaf, ``id`` or ``id#anchor``."""
        self._leaf, _, self._anchor = address.partition("#")
        self._topics.choose(self._leaf)
        self._show(self._anchor)
        self.leaf_shown.emit(self._leaf)

    def _show(self, anchor: str = "", *, stay: bool = False) -> None:
        """Make the leaf in front, for the record that is open now."""
        therapy = therapy_of(self._leaf)
        self._print.setVisible(therapy is not None)
        if therapy is not None:
            self._own.begin()
        state = self._state()
        told = "" if state.record is None else self.tr("for {who}").format(who=identity(state.record.patient))
        self._for.set(told, "accent")
        self._for.setVisible(bool(told))
        words = self._words(state)
        if self._is_low():
            words = paragraph(origin_text(content()), "small") + words
        self.reader.show_leaf(words, _drawn(self._leaf, state), anchor, stay=stay)

    def _words(self, state: BookState) -> str:
        if self._search.text().strip():
            return find(self._search.text())
        return self._about(state) if self._leaf == _ABOUT else leaf(self._leaf, state)

    def _state(self) -> BookState:
        record, today = self._open_record(), self._session.clinic.clock.today()
        evaluation = evaluate(record, today) if record is not None else None
        standings = evaluation.standings if evaluation is not None else ()
        return BookState(
            today=today,
            record=record,
            evaluation=evaluation,
            own=self._own.results,
            read=self._own.read,
            stopped=self._own.is_stopped,
            narrow=self.reader.is_narrow(),
            padding=current_theme().px(_PADDING_PX),
            here={one.node: (one.status, one.lesions) for one in standings},
        )

    def _about(self, state: BookState) -> str:
        clinic = self._session.clinic
        may = Role.ADMINISTRATOR in clinic.person.roles
        self._shown = clinic.settings.guidance_shown()
        return about_leaf(state, shown=self._shown, may_switch=may)

    @Slot(str)
    def _on_asked(self, address: str) -> None:
        deeds: dict[str, Callable[[], None]] = {
            "do:stop": self._own.stop,
            "do:read": self._own.go_on,
            "do:switch": self._switch,
        }
        if address in deeds:
            deeds[address]()
            return
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        self._go(address)

    def _switch(self) -> None:
        seen = self._shown
        try:
            self._session.write(lambda clinic: clinic.settings.set_guidance_shown(not seen, seen))
        except CalciTrackError as error:
            show_error(self, error)
            self._show(stay=True)

    @Slot()
    def _on_typed(self) -> None:
        self._show()

    @Slot()
    def _again(self) -> None:
        if self.isVisible():
            self._show(stay=True)

    @Slot()
    def _on_own_moved(self) -> None:
        if self.isVisible() and therapy_of(self._leaf) is not None:
            self._show(stay=True)

    @Slot()
    def _on_print(self) -> None:
        therapy = therapy_of(self._leaf)
        if therapy is None:
            return
        try:
            own = (self._own.results or {}).get(therapy.id)
            printed = self._session.clinic.prints.therapy(therapy.id, own)
        except CalciTrackError as error:
            show_error(self, error)
            return
        name = f"evidence-{therapy.id.removeprefix('TH-')}.pdf"
        show_pdf(self, self._session.jobs, Paper(therapy.name, printed.content, name, missing=printed.missing))

    def _space(self) -> None:
        px = current_theme().px
        self._whole.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        for layout in (self._whole, self._columns, self._side_column):
            layout.setSpacing(px(GAP_S))
        self._head.set_gaps(px(GAP_S), px(GAP_S))
        self._fold()

    def _is_low(self) -> bool:
        """Large text on a small screen: whose guidance this is then scrolls with the leaf."""
        return self.height() < current_theme().px(_LOW_PX)

    def _fold(self) -> None:
        """Wide: topics beside the leaf. Narrow: a short list of them above it."""
        px = current_theme().px
        if self._whose.isHidden() is not self._is_low():
            self._whose.setHidden(self._is_low())
            self._again()
        narrow = self.width() < px(_NARROW_PX)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)
        self._left.setMinimumWidth(0 if narrow else px(_SIDE_PX))
        self._left.setMaximumWidth(_UNBOUNDED if narrow else px(_SIDE_PX))
        self._left.setMaximumHeight(px(_TOPICS_PX) if narrow else _UNBOUNDED)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """The record may be another than when the page was last in front."""
        super().showEvent(event)
        self._topics.choose(self._leaf)
        self._show(self._anchor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


def _line(entry: Entry) -> str:
    return entry.title if entry.studies is None else f"{entry.title} · {entry.studies}"


def _drawn(name: str, state: BookState) -> dict[str, Bar]:
    therapy = therapy_of(name)
    return pictures(therapy, (state.own or {}).get(therapy.id)) if therapy is not None else {}
