"""The reading error in force, in words."""

from __future__ import annotations

from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.reports.words import Voice


def error_text(voice: Voice, settings: RuleSettings) -> str:
    """How many mm length + width must change: one number, or the clinic's own by method and the one for the others."""
    other = voice.words.number(settings.reading_error_mm, 1)
    if not settings.own_errors:
        return other
    own = ", ".join(f"{voice.words.number(error, 1)} ({voice.inside(method)})" for method, error in settings.own_errors)
    return voice(QT_TRANSLATE_NOOP("reports", "{own}, by other methods {other}"), own=own, other=other)
