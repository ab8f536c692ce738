"""Says which characters of a print no font of this computer has."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.ui.i18n import translate
from calcitrack.ui.words import isolated

_LISTED = 8


def missing_text(missing: Sequence[str]) -> str:
    """What stands on paper instead, and what to do; each character with its number, for the screen may lack it too."""
    listed = ", ".join(f"{isolated(sign)} (U+{ord(sign):04X})" for sign in missing[:_LISTED])
    if len(missing) > _LISTED:
        more = translate("PdfPreview", "{listed} and {more} more")
        listed = more.format(listed=listed, more=len(missing) - _LISTED)
    told = translate(
        "PdfPreview",
        "No font of this computer has {listed}: on paper a box stands for each. Install a font that has them and "
        "print again, or write them in by hand.",
    )
    return told.format(listed=listed)
