"""The keys of a trend, in words: what the sheet of keys shows of them."""

from __future__ import annotations

from calcitrack.ui.i18n import translate


def trend_keys() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The keys, any of which does it, and what they do."""
    shift, left, right = translate("KeyNames", "Shift"), translate("KeyNames", "Left"), translate("KeyNames", "Right")
    up, down = translate("KeyNames", "Up"), translate("KeyNames", "Down")
    return (
        ((up, down), translate("Trend", "Go from lesion to lesion")),
        ((f"{shift}+{left}", f"{shift}+{right}"), translate("Trend", "Go from point to point of a line")),
        ((left, right), translate("Trend", "Move through time")),
        (("+", "−"), translate("Trend", "Show fewer or more days")),
        (("0",), translate("Trend", "Show all days")),
        (("T",), translate("Trend", "Show the numbers as a table, or the lines again")),
    )
