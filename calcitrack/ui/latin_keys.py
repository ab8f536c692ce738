"""The Latin letter of a key, for commands that are letters: also on a Greek, Cyrillic or Arabic keyboard.

Qt gives the letter that a key writes. Where that is no Latin one, the key itself is asked for, by what the system tells
of it: Windows names such keys by the Latin letter that stands on them too, macOS and X11 by where they are, and there
the letters lie as on a US keyboard, as they do on the Latin half of these keyboards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_ROWS_X11 = ((24, "QWERTYUIOP"), (38, "ASDFGHJKL"), (52, "ZXCVBNM"))
"""Key codes of X11 and Wayland: the kernel's own, plus 8."""
_X11: Mapping[int, str] = {first + place: letter for first, row in _ROWS_X11 for place, letter in enumerate(row)}
_MAC: Mapping[int, str] = dict(
    zip(
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 31, 32, 34, 35, 37, 38, 40, 45, 46),
        "ASDFHGZXCVBQWERYTOUIPLJKNM",
        strict=True,
    )
)
"""Virtual key codes of macOS, which name places (kVK_ANSI_A and so on)."""
_FIRST, _LAST = ord("A"), ord("Z")


def latin_text(event: QKeyEvent, platform: str = "") -> str:
    """What a key writes, in capitals; for a letter of another script the Latin letter of that key.

    Args:
        event: The key.
        platform: Name of Qt's platform; the present one where it is empty.
    """
    text = event.text().upper()
    if len(text) != 1 or not text.isalpha() or _is_latin(text):
        return text
    return _letter_of_key(event, platform or QGuiApplication.platformName()) or text


def latin_key(event: QKeyEvent, platform: str = "") -> Qt.Key:
    """The key as Qt names it; for a letter of another script the key of the Latin letter."""
    letter = latin_text(event, platform)
    if len(letter) == 1 and letter.isascii() and not event.text().isascii():
        return Qt.Key(ord(letter))
    return Qt.Key(event.key())


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")


def _letter_of_key(event: QKeyEvent, platform: str) -> str:
    if platform == "cocoa":
        return _MAC.get(event.nativeVirtualKey(), "")
    if platform == "windows":
        code = event.nativeVirtualKey()
        return chr(code) if _FIRST <= code <= _LAST else ""
    return _X11.get(event.nativeScanCode(), "")
