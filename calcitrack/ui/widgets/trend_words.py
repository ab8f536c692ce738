"""What a trend says under itself: how to read it, and whatever it does not show."""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.ui.i18n import translate


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is, and how much of it is in sight.

    Attributes:
        total: Sums are shown and not single lesions.
        events: Events in the days shown.
        symbols: The symbols of points are drawn.
        last: "k of n" of the last line.
    """

    total: bool
    lines: int
    named_lines: int
    events: int
    named_events: int
    points: int
    seen: int
    symbols: bool
    last: str


def caption(sight: Sight) -> str:
    """The sentences under a trend. Nothing is left out without being counted."""
    told = [_how_to_read(sight)]
    if sight.seen < sight.points:
        told.append(translate("Trend", "Showing {k} of {n} points; 0 shows all.").format(k=sight.seen, n=sight.points))
    elif not sight.total and sight.named_lines < sight.lines:
        told.append(
            translate("Trend", "Named {k} of {n} lines; point at a line for its name.").format(
                k=sight.named_lines, n=sight.lines
            )
        )
    if sight.named_events < sight.events:
        told.append(
            translate("Trend", "Named {k} of {n} events; zoom in for the others.").format(
                k=sight.named_events, n=sight.events
            )
        )
    if not sight.symbols and sight.seen:
        told.append(translate("Trend", "Zoom in to see how each point was measured."))
    return " ".join(told)


def _how_to_read(sight: Sight) -> str:
    if sight.total:
        return translate(
            "Trend", "Area of the same lesions, mm²; a new line begins where they change. Last: {what} lesions."
        ).format(what=sight.last)
    return translate("Trend", "Area of the ellipse, mm²; a line breaks where nothing was measured.")
