"""The one font family of the program, the same as on paper.

Only regular and bold are read before the first paint; the other scripts follow when the window stands.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from calcitrack.paths import resource

FAMILY = "Noto Sans"
_BASE = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
_FALLBACKS = (
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansMath-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
)


def load_base() -> str:
    """Make regular and bold known; returns the family to use.

    A damaged installation without them still opens, in the family that the desktop prefers.
    """
    families = [_load(name) for name in _BASE]
    return families[0] or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def load_fallbacks() -> tuple[str, ...]:
    """Make the other scripts known and stand them in where the base family has no glyph; call after first paint."""
    families = tuple(family for family in map(_load, _FALLBACKS) if family)
    QFont.insertSubstitutions(FAMILY, list(families))
    return families


@lru_cache
def _load(name: str) -> str:
    number = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""
