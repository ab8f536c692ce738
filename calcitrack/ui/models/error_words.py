"""The reading error in force, in words."""

from __future__ import annotations

from calcitrack.domain.rules import RuleSettings
from calcitrack.ui.i18n import number, translate
from calcitrack.ui.words import inside


def error_text(settings: RuleSettings) -> str:
    """How many mm length + width must change: one number, or the clinic's own by method and the one for the others."""
    other = number(settings.reading_error_mm, 1)
    if not settings.own_errors:
        return other
    own = ", ".join(f"{number(error, 1)} ({inside(method)})" for method, error in settings.own_errors)
    return translate("Rules", "{own}, by other methods {other}").format(own=own, other=other)
