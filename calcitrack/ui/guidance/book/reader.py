"""Reads one leaf at a time: text that can be selected, links that the Tab key reaches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from calcitrack.ui.guidance.book.markup import style
from calcitrack.ui.guidance.book.series import Bar, picture
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_L, current_theme

NARROW_PX = 650
"""Below this width seven columns are no table any more."""


class Reader(QTextBrowser):
    """Shows rich text in the theme.

    Signals:
        asked(address): A link was followed.
        reshaped(): The theme, or whether seven columns have room, is another: the leaf is to be made anew.
    """

    asked = Signal(str)
    reshaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_narrow = False
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "reader")
        self.setAccessibleName(translate("Guidance", "Guidance"))
        self.anchorClicked.connect(self._on_anchor)
        self._space()

    def is_narrow(self) -> bool:
        """Whether studies are to be told one below the other."""
        return self.width() < current_theme().px(NARROW_PX)

    def show_leaf(self, words: str, pictures: dict[str, Bar], anchor: str = "", *, stay: bool = False) -> None:
        """Show a leaf, from the top, at an anchor, or where the leaf before it stood.

        Args:
            words: The leaf as rich text.
            pictures: Bars to be drawn, by the address that the leaf gives them.
            anchor: Where to go.
            stay: It is the same leaf made anew.
        """
        at = self.verticalScrollBar().value()
        document = self.document()
        document.setDefaultStyleSheet(style(current_theme()))
        self._was_narrow = self.is_narrow()
        self.setHtml(f"<body>{words}</body>")
        for address, bar in pictures.items():
            image: QImage = picture(bar, current_theme())
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address), image)
        if stay:
            self.verticalScrollBar().setValue(at)
        elif anchor:
            self.scrollToAnchor(anchor)

    @Slot(QUrl)
    def _on_anchor(self, address: QUrl) -> None:
        self.asked.emit(address.toString())

    def _space(self) -> None:
        self.document().setDocumentMargin(current_theme().px(GAP_L))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A table may no longer have room, or have it again."""
        super().resizeEvent(event)
        if self.is_narrow() != self._was_narrow:
            self.reshaped.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
            self.reshaped.emit()
