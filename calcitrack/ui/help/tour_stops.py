"""What the tour shows of an open vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from calcitrack.ui.help.tour import Stop
from calcitrack.ui.i18n import translate

if TYPE_CHECKING:
    from calcitrack.ui.pages.worklist_page import WorklistPage
    from calcitrack.ui.shell.shell import Shell


def tour_stops(shell: Shell, worklist: WorklistPage) -> tuple[Stop, ...]:
    """From the list of patients to the lock."""

    def at(widget: QWidget) -> Callable[[], QWidget]:
        return lambda: widget

    return (
        Stop(
            at(worklist.filters),
            translate("Tour", "Who wants a look"),
            translate(
                "Tour",
                "Each button shows a part of your patients, with how many there are. Somebody overdue, an infection "
                "sign, a result that nobody has closed: it waits here until it is dealt with.",
            ),
        ),
        Stop(
            at(worklist.list),
            translate("Tour", "One line for each patient"),
            translate(
                "Tour",
                "The small curve follows one constant set of lesions, so a lesion that was not measured never looks "
                "like one that shrank. Enter or a double click opens the chart.",
            ),
        ),
        Stop(
            at(shell.search_box),
            translate("Tour", "Find anybody, or anything"),
            translate(
                "Tour",
                "Press Ctrl+K and type three letters of a name, a record number or a date of birth. Every command is "
                "found here too.",
            ),
        ),
        Stop(
            at(shell.rail),
            translate("Tour", "The pages"),
            translate(
                "Tour",
                "The open patient stays open while you look elsewhere. What you typed in a visit is in its draft at "
                "once, and nothing signed can be changed any more.",
            ),
        ),
        Stop(
            at(shell.status_line),
            translate("Tour", "Is it saved?"),
            translate(
                "Tour", "This line always tells. If something could not be saved, it says so and what to do about it."
            ),
        ),
        Stop(
            at(shell.top_bar.lock_button),
            translate("Tour", "Lock it when you leave"),
            translate(
                "Tour",
                "Ctrl+L shuts the vault; drafts are kept. F9 hides the names of other patients, ? shows all keys, F1 "
                "is the help. Ctrl+K finds this tour again.",
            ),
        ),
    )
