"""Words, numbers and dates as the interface shows them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import QCoreApplication, QLocale

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from calcitrack.domain.dates import PartialDate
    from calcitrack.domain.text import Message


@overload
def translate(context: Message, /) -> str: ...
@overload
def translate(context: str, text: str, /, disambiguation: str | None = None, n: int = -1) -> str: ...
def translate(context: str | Message, text: str = "", /, disambiguation: str | None = None, n: int = -1) -> str:
    """Translate a message from below the interface, or a text where no ``QObject`` offers ``tr``.

    ``lupdate`` finds ``translate("Context", "text")`` by this very name, with literals in place (``n`` too: not by
    keyword). Numbers, dates and messages among the arguments of a message are put into words here.
    """
    if isinstance(context, str):
        return QCoreApplication.translate(context, text, disambiguation, n)
    template = QCoreApplication.translate(context.context, context.template)
    return template.format(**_shown(context.args))


def locale() -> QLocale:
    """The locale of the interface language, whatever the desktop is set to.

    A translation says its own language by translating the word "en".
    """
    return _locale(QCoreApplication.translate("Language", "en"))


@cache
def _locale(language: str) -> QLocale:
    """Made once: a table asks for it in every cell."""
    chosen = QLocale(language)
    chosen.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return chosen


def number(value: float, decimals: int = 0) -> str:
    """A number with a fixed count of decimals and no group separators; below zero with a minus sign, not a hyphen."""
    return locale().toString(float(value), "f", decimals).replace("-", "−")


def day(value: date | PartialDate) -> str:
    """A date as ``22 Nov 2026``; a partial one as exact as it is known."""
    from calcitrack.domain.dates import PartialDate, format_day, format_partial

    months = month_names()
    return format_partial(value, months) if isinstance(value, PartialDate) else format_day(value, months)


def month_names() -> list[str]:
    """The twelve short names of months."""
    words = locale()
    return [words.standaloneMonthName(month, QLocale.FormatType.ShortFormat) for month in range(1, 13)]


def _shown(args: Mapping[str, object]) -> dict[str, object]:
    return {name: _word(value) for name, value in args.items()}


def _word(value: object) -> object:
    # Calendars take their time to load, and the first page of the day shows no date.
    from datetime import date

    from calcitrack.domain.dates import PartialDate
    from calcitrack.domain.text import Message

    match value:
        case Message():
            return translate(value)
        case date() | PartialDate():
            return day(value)
        case float():
            return locale().toString(value, "g", 6)
        case _:
            return value
