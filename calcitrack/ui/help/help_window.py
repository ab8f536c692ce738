"""The help: topics at the left, the chosen one at the right, and a search over all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from calcitrack.ui.help.topics import Topic
from calcitrack.ui.theme import BASE_PX, GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.label import Label

_SIZE_PX = (900, 640)
_TOPICS_PX = 230


class HelpWindow(QDialog):
    """Stays open beside the work; it names no patient.

    Args:
        topics: In reading order.
    """

    def __init__(self, topics: tuple[Topic, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._topics = {topic.id: topic for topic in topics}
        self.search = QLineEdit()
        self.list = QListWidget()
        self.page = QTextBrowser()
        self._none = Label(role="muted")
        self.setWindowTitle(self.tr("CalciTrack help"))
        self._build()
        self._fill("")
        self._draw()
        self.search.setFocus()

    def show_topic(self, topic_id: str) -> None:
        """Turn to a topic; one that does not exist leaves the page as it is."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == topic_id:
                self.list.setCurrentRow(row)

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Search the help"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.list.setAccessibleName(self.tr("Topics"))
        self.page.setAccessibleName(self.tr("Text of the topic"))
        # Links lead from topic to topic; nothing is ever fetched from a network.
        self.page.setOpenLinks(False)
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.addWidget(self.search)
        self._side.addWidget(self._none)
        self._side.addWidget(self.list, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(side)
        self._split.addWidget(self.page)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        self._whole = QHBoxLayout(self)
        self._whole.addWidget(self._split)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search.textEdited.connect(self._fill)
        self.list.currentItemChanged.connect(self._on_topic_chosen)
        self.page.anchorClicked.connect(self._on_link_clicked)

    def _draw(self) -> None:
        theme = current_theme()
        px = theme.px
        self._whole.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        self._side.setContentsMargins(0, 0, px(GAP_S), 0)
        self._side.setSpacing(px(GAP_S))
        self._split.setSizes([px(_TOPICS_PX), px(_SIZE_PX[0] - _TOPICS_PX)])
        font = self.page.document().defaultFont()
        font.setPixelSize(px(BASE_PX + 1))
        self.page.document().setDefaultFont(font)
        self.page.document().setDocumentMargin(px(GAP_M))
        self._show(self.list.currentItem())

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        topic = self._topics[item.data(Qt.ItemDataRole.UserRole)]
        self.page.document().setMarkdown(topic.markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _space_paragraphs(self.page.document(), current_theme().px(GAP_S))
        self.page.moveCursor(self.page.textCursor().MoveOperation.Start)
        first = self.search.text().split()
        if first:
            self.page.find(first[0])

    @Slot(str)
    def _fill(self, typed: str) -> None:
        """List the topics that hold what is typed, and say when none does."""
        fitting = [topic for topic in self._topics.values() if topic.answers(typed)]
        self.list.clear()
        for topic in fitting:
            item = QListWidgetItem(topic.title)
            item.setData(Qt.ItemDataRole.UserRole, topic.id)
            self.list.addItem(item)
        self._none.setText("" if fitting else self.tr("No topic has these words."))
        self._none.setVisible(not fitting)
        self.list.setCurrentRow(0)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_topic_chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self._show(item)

    @Slot(QUrl)
    def _on_link_clicked(self, link: QUrl) -> None:
        self.search.clear()
        self._fill("")
        self.show_topic(link.path().removesuffix(".md").partition("-")[2])

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Wide enough for a line that is pleasant to read, never larger than the screen."""
        room = self.screen().availableSize()
        return QSize(*(current_theme().px(side) for side in _SIZE_PX)).boundedTo(room * 0.95)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the search, the arrows move through the topics and Enter goes into the text."""
        if self.search.hasFocus() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.page.setFocus()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()


def _space_paragraphs(document: QTextDocument, gap: int) -> None:
    """Put room below each paragraph and above each heading: Qt sets Markdown without any."""
    block = document.begin()
    while block.isValid():
        if QTextCursor(block).currentTable() is None:
            style = block.blockFormat()
            style.setTopMargin(gap if style.headingLevel() > 1 else 0)
            style.setBottomMargin(gap)
            QTextCursor(block).setBlockFormat(style)
        block = block.next()
