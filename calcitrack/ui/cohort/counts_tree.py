"""The counts as a tree: questions, their answers, and a tick that makes an answer part of the filter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from calcitrack.domain.cohort.answer import CohortAnswer, Tally
from calcitrack.domain.cohort.criteria import ABOUT_LESIONS, NOT_RECORDED, Criteria
from calcitrack.domain.cohort.sharing import is_small
from calcitrack.ui.cohort.count_rows import CountText, count_texts, nobody
from calcitrack.ui.cohort.words import CohortWords
from calcitrack.ui.i18n import number
from calcitrack.ui.theme import GAP_S, current_theme

_KEY = Qt.ItemDataRole.UserRole + 7
_PART = Qt.ItemDataRole.UserRole + 8
_COLUMNS = ANSWER, PATIENTS, SHARE, LESIONS = range(4)
_CELL_PX = 36
"""Space around the number of a cell, which the style takes."""
_LEAST_LETTER_PX = 9
_TICK_PX = 56
"""The box before an answer and the space around both."""

Key = tuple[str, str]


class CountsTree(QTreeView):
    """Answers keep their places while the filter changes: only the numbers move.

    Space ticks an answer, Enter or a double click asks who is behind it.

    Signals:
        toggled(question, answer): An answer was ticked or let go.
        list_wanted(question, answer): Who gives this answer.
        holders_wanted(): Who has lesions, of whom a head tells the number.
    """

    toggled = Signal(str, str)
    list_wanted = Signal(str, str)
    holders_wanted = Signal()

    def __init__(self, words: CohortWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._is_filling = False
        self._most = (0, 0)
        self._heads: dict[str, QStandardItem] = {}
        self._rows: dict[Key, QStandardItem] = {}
        self._items = QStandardItemModel(0, len(_COLUMNS), self)
        self._items.setHorizontalHeaderLabels([self.tr("Answer"), self.tr("Patients"), "", self.tr("Lesions")])
        for column in (PATIENTS, LESIONS):
            self._items.horizontalHeaderItem(column).setTextAlignment(_RIGHT)
        self.setModel(self._items)
        self.setItemDelegateForColumn(ANSWER, _AnswerDelegate(self))
        self.setItemDelegateForColumn(SHARE, _ShareDelegate(self))
        self.setAccessibleName(self.tr("Counts of the cohort; ticked answers are the filter"))
        self.setProperty("flush", "true")
        self.setCornerWidget(QWidget())  # the style draws a bevel where both scroll bars meet
        self.setUniformRowHeights(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.header().setStretchLastSection(False)
        self.header().setHighlightSections(False)
        self._items.itemChanged.connect(self._on_item_changed)
        self.activated.connect(self._on_activated)

    def show_answer(self, answer: CohortAnswer, *, sharing: bool) -> None:
        """Show the counts; answers that are known stay where they are."""
        self._most = (max(self._most[0], len(answer.ids)), max(self._most[1], answer.lesions))
        self._is_filling = True
        self._items.itemChanged.disconnect(self._on_item_changed)  # hundreds of calls that say nothing
        for tally in answer.tallies:
            self._show_tally(tally, answer, sharing=sharing)
        self._items.itemChanged.connect(self._on_item_changed)
        self._is_filling = False
        if not self.currentIndex().isValid() and self._heads:
            self.setCurrentIndex(self._items.index(0, 0))
        self._fit()

    def mark(self, criteria: Criteria) -> None:
        """Tick what the filter has, before its numbers are there."""
        self._is_filling = True
        for (question, answer), item in self._rows.items():
            item.setCheckState(_tick(answer in criteria.of_question(question)))
        self._is_filling = False

    def current_answer(self) -> Key | None:
        """The answer in the current row; None on the head of a question."""
        index = self.currentIndex().siblingAtColumn(ANSWER)
        key = index.data(_KEY)
        return (key[0], key[1]) if key else None

    def _show_tally(self, tally: Tally, answer: CohortAnswer, *, sharing: bool) -> None:
        question, patients = tally.question, len(answer.ids)
        head = self._heads.get(question) or self._new_head(question)
        head.setText(self._head_text(tally, hides=sharing and is_small(tally.of_patients, patients)))
        texts = count_texts(tally, patients, sharing=sharing)
        chosen = answer.criteria.of_question(question)
        for name in (*texts, *(found for found in chosen if found not in texts)):
            if (question, name) not in self._rows:
                self._add_row(head, question, name)
        nothing = nobody(tally, patients, sharing=sharing)
        for (asked, name), item in self._rows.items():
            if asked == question:
                self._fill(item, texts.get(name, nothing), chosen=name in chosen)

    def _head_text(self, tally: Tally, *, hides: bool) -> str:
        name = self._words.question(tally.question)
        if tally.question in ABOUT_LESIONS and not hides:
            told = self.tr("{question} · {n} patients with lesions")
            return told.format(question=name, n=number(tally.of_patients))
        return name

    def _new_head(self, question: str) -> QStandardItem:
        head = QStandardItem()
        font = self.font()
        font.setBold(True)
        head.setFont(font)
        self._heads[question] = head
        self._items.appendRow([head, *(QStandardItem() for _ in _COLUMNS[1:])])
        self.setFirstColumnSpanned(head.row(), QModelIndex(), True)
        return head

    def _add_row(self, head: QStandardItem, question: str, answer: str) -> None:
        items = [QStandardItem(self._words.answer(question, answer)), *(QStandardItem() for _ in _COLUMNS[1:])]
        items[ANSWER].setCheckable(True)
        items[ANSWER].setData((question, answer), _KEY)
        for column in (PATIENTS, LESIONS):
            items[column].setTextAlignment(_RIGHT)
        last = head.child(head.rowCount() - 1) if head.rowCount() else None
        before_missing = last is not None and last.data(_KEY)[1] == NOT_RECORDED
        head.insertRow(head.rowCount() - int(before_missing), items)
        self._rows[question, answer] = items[ANSWER]

    def _fill(self, item: QStandardItem, text: CountText, *, chosen: bool) -> None:
        parent, row = item.parent(), item.row()
        item.setCheckState(_tick(chosen))
        parent.child(row, PATIENTS).setText(text.patients)
        share = parent.child(row, SHARE)
        share.setText(text.share)
        share.setData(text.part, _PART)
        parent.child(row, LESIONS).setText(text.lesions)
        told = ", ".join(part for part in (text.patients, text.share) if part)
        item.setData(f"{item.text()}: {told}", Qt.ItemDataRole.AccessibleTextRole)

    def open_questions(self, questions: tuple[str, ...]) -> None:
        """Open these questions; the others stay closed until somebody opens them."""
        for question in questions:
            if question in self._heads:
                self.setExpanded(self._heads[question].index(), True)

    def _fit(self) -> None:
        """As wide as the numbers are; the answers get the rest."""
        header, px = self.header(), current_theme().px
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        metrics = self.fontMetrics()
        pad = px(_CELL_PX)
        heads = [metrics.horizontalAdvance(self._items.headerData(c, Qt.Orientation.Horizontal)) for c in _COLUMNS]
        wide = max(self._widest(self._most[0]), heads[PATIENTS]) + pad
        lesions = max(self._widest(self._most[1]), heads[LESIONS]) + pad
        share = metrics.horizontalAdvance("100 %") + pad + px(90)
        room = self.viewport().width()
        longest = max((metrics.horizontalAdvance(item.text()) for item in self._rows.values()), default=0)
        least = longest + 2 * self.indentation() + px(_TICK_PX)
        self.setColumnHidden(SHARE, room - wide - lesions - share < least)
        self.setColumnHidden(LESIONS, room - wide - lesions < least)
        used = wide + (0 if self.isColumnHidden(LESIONS) else lesions) + (0 if self.isColumnHidden(SHARE) else share)
        for column, width in ((PATIENTS, wide), (SHARE, share), (LESIONS, lesions), (ANSWER, room - used)):
            header.resizeSection(column, width)

    def _widest(self, count: int) -> int:
        """How wide a count of its whole can be."""
        most = self.tr("{n} of {of}").format(n=number(count), of=number(count))
        return max(self.fontMetrics().horizontalAdvance(text) for text in (most, self.tr("not shown")))

    @Slot(QStandardItem)
    def _on_item_changed(self, item: QStandardItem) -> None:
        key = item.data(_KEY)
        if key and item.column() == ANSWER and not self._is_filling:
            self.toggled.emit(key[0], key[1])

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        key = index.siblingAtColumn(ANSWER).data(_KEY)
        if key:
            self.list_wanted.emit(key[0], key[1])
        elif any(self._heads.get(question) is self._items.itemFromIndex(index) for question in ABOUT_LESIONS):
            self.holders_wanted.emit()
        else:
            self.setExpanded(index, not self.isExpanded(index))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()


class _AnswerDelegate(QStyledItemDelegate):
    """An answer that finds no room gets smaller letters: nothing goes off to the side."""

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Fit the letters to the room."""
        super().initStyleOption(option, index)
        tick = current_theme().px(_TICK_PX) if index.parent().isValid() else current_theme().px(GAP_S)
        room, wide = option.rect.width() - tick, option.fontMetrics.horizontalAdvance(option.text)
        if 0 < room < wide:
            font = QFont(option.font)
            font.setPixelSize(max(_LEAST_LETTER_PX, int(option.fontMetrics.height() * 0.73 * room / wide)))
            option.font = font


class _ShareDelegate(QStyledItemDelegate):
    """A bar with its per cent: the number says it, the bar only helps to compare."""

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The style draws the ground alone."""
        super().initStyleOption(option, index)
        option.text = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground, the bar and the number."""
        super().paint(painter, option, index)
        part = index.data(_PART)
        if part is None:
            return
        theme = current_theme()
        rect = QRectF(option.rect).adjusted(theme.px(GAP_S), 0, -theme.px(GAP_S), 0)
        words = option.fontMetrics.horizontalAdvance("100 %") + theme.px(GAP_S)
        track = QRectF(rect.left(), rect.center().y() - theme.px(4), rect.width() - words, theme.px(8))
        painter.fillRect(track, QColor(theme.tokens.line))
        track.setWidth(track.width() * part)
        painter.fillRect(track, QColor(theme.tokens.accent))
        painter.setPen(QColor(theme.tokens.text))
        painter.drawText(rect, _RIGHT, index.data())


def _tick(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
