"""What names lesions of two merged records, and so keeps them together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say


class What(Enum):
    """A thing that names lesions of both."""

    DRAFT = "draft"
    VISIT = "visit"
    EVENT = "event"
    THERAPY = "therapy"
    JUDGEMENT = "judgement"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True, order=True)
class Crossing:
    """One of them, and its day; a draft can be discarded, the others stay."""

    on: date
    name: str

    @property
    def what(self) -> What:
        """Which kind of thing it is."""
        return What(self.name)

    def in_words(self) -> Message:
        """For a list of them."""
        return say(_WORDS[self.what], day=self.on)


_WORDS = {
    What.DRAFT: QT_TRANSLATE_NOOP("merging", "the unsigned draft of {day}: discard it first"),
    What.VISIT: QT_TRANSLATE_NOOP("merging", "the signed visit of {day}"),
    What.EVENT: QT_TRANSLATE_NOOP("merging", "the event of {day}"),
    What.THERAPY: QT_TRANSLATE_NOOP("merging", "the therapy that was begun on {day}"),
    What.JUDGEMENT: QT_TRANSLATE_NOOP("merging", "the response that was judged on {day}"),
    What.PICTURE: QT_TRANSLATE_NOOP("merging", "the picture of {day}"),
}
