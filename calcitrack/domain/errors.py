"""Errors that a person can act on. Anything else is a bug and is shown as one.

Each error carries two sentences: what happened (and whether the record is safe), and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from calcitrack.domain.anchor import AnchorFinding
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say


class CalciTrackError(Exception):
    """Base of all errors that are shown to people.

    Attributes:
        message: What happened and whether the record is safe.
        remedy: What to do, or None where the message says it.
    """

    def __init__(self, message: Message, remedy: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Both sentences in English."""
        return f"{self.message} {self.remedy}" if self.remedy else str(self.message)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one field of a form or a file.

    Attributes:
        field: The field's name, or the path in a file ("patients[2].visits[0].visited_on").
        code: A stable short word for tests and styling.
        message: The sentence shown beside the field.
    """

    field: str
    code: str
    message: Message


class InvalidInput(CalciTrackError):  # noqa: N818 - reads as a sentence where it is raised
    """A form or file was refused; nothing was changed.

    Attributes:
        faults: Every fault found, in the order of the form.
    """

    def __init__(self, faults: Sequence[Fault], remedy: Message | None = None) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        more = len(self.faults) - 1
        text = (
            say(
                QT_TRANSLATE_NOOP("errors", "{field}: {what} And {more} more. Nothing was changed."),
                field=first.field,
                what=first.message,
                more=more,
            )
            if more
            else say(
                QT_TRANSLATE_NOOP("errors", "{field}: {what} Nothing was changed."),
                field=first.field,
                what=first.message,
            )
        )
        super().__init__(text, remedy)


class WrongPassword(CalciTrackError):  # noqa: N818
    """Unknown name or wrong password: the same words for both."""

    def __init__(self) -> None:
        super().__init__(
            say(QT_TRANSLATE_NOOP("errors", "This name and password do not open the vault.")),
            say(QT_TRANSLATE_NOOP("errors", "Check both and try again.")),
        )


class TooManyAttempts(CalciTrackError):  # noqa: N818
    """So many wrong passwords were tried under a name that it has to wait, whether or not anybody bears it.

    Attributes:
        seconds: How long.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(
            say(QT_TRANSLATE_NOOP("errors", "Too many wrong passwords were tried under this name.")),
            say(QT_TRANSLATE_NOOP("errors", "Try again in {seconds} seconds."), seconds=seconds),
        )
        self.seconds = seconds


class FirstPassword(CalciTrackError):  # noqa: N818
    """The password is right but was given by somebody else: it opens only to choose an own one."""

    def __init__(self) -> None:
        super().__init__(
            say(QT_TRANSLATE_NOOP("errors", "This password was given to you. Choose one of your own to go on.")),
            say(QT_TRANSLATE_NOOP("errors", "The window asks for it when you unlock the vault there.")),
        )


class PasswordNeeded(CalciTrackError):  # noqa: N818
    """A signature after a pause: whoever signs first shows again who they are. Nothing was signed."""

    def __init__(self) -> None:
        super().__init__(
            say(QT_TRANSLATE_NOOP("errors", "Not signed: after a pause, a signature takes the password again.")),
            say(QT_TRANSLATE_NOOP("errors", "Type your password, then sign.")),
        )


class VaultLocked(CalciTrackError):  # noqa: N818
    """The vault is locked: nothing is read or written until somebody signs in."""

    def __init__(self) -> None:
        super().__init__(say(QT_TRANSLATE_NOOP("errors", "The vault is locked. Nothing was changed.")))


class NotAllowed(CalciTrackError):  # noqa: N818
    """The person who is signed in has no role that may do this."""


class NotFound(CalciTrackError):  # noqa: N818
    """What was asked for is not in the vault."""


class VaultMissing(CalciTrackError):  # noqa: N818
    """There is no vault in the folder."""


class VaultExists(CalciTrackError):  # noqa: N818
    """The folder holds a vault or other files already."""


class VaultBusy(CalciTrackError):  # noqa: N818
    """Another program has the vault open."""


class OnNetwork(CalciTrackError):  # noqa: N818
    """The vault's folder lies on a network, where it is neither made nor written."""


class RecordBehind(CalciTrackError):  # noqa: N818
    """The record is not as far as its anchor remembers; the vault is not opened without a decision.

    Attributes:
        finding: What is wrong, with the ways out.
    """

    def __init__(self, finding: AnchorFinding) -> None:
        super().__init__(finding.message, finding.remedy)
        self.finding = finding


class ReadOnly(CalciTrackError):  # noqa: N818
    """The vault is open for reading only; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            say(QT_TRANSLATE_NOOP("errors", "Not saved: the vault is open for reading only.")),
            say(QT_TRANSLATE_NOOP("errors", "Close it and open it for writing, then enter this again.")),
        )


class VaultDamaged(CalciTrackError):  # noqa: N818
    """The vault's files do not fit together or cannot be read."""


class VaultNewer(CalciTrackError):  # noqa: N818
    """The vault was made by a newer version of the program."""


class VaultOlder(CalciTrackError):  # noqa: N818
    """The vault is in the form of an earlier version and has to be brought up to this one before it is written."""

    def __init__(self) -> None:
        super().__init__(
            say(QT_TRANSLATE_NOOP("errors", "The vault is in the form of an earlier version of CalciTrack.")),
            say(
                QT_TRANSLATE_NOOP("errors", "Open it in the window: it is backed up, then brought up to this version.")
            ),
        )


class NotSaved(CalciTrackError):  # noqa: N818
    """A write failed and, after looking, nothing of it is in the vault."""


class NotKnown(CalciTrackError):  # noqa: N818
    """A write failed, and looking did not show whether it is in the vault."""


class DiskFull(NotSaved):
    """The disk is full; nothing of the write is in the vault."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two writers differ.

    Attributes:
        field: The field's name, such as "family_name", or "lesion 3: pain" where it belongs to a lesion.
        mine: What was about to be saved, as text; empty where it is not recorded.
        theirs: What stands in the vault, as text; empty where it is not recorded.
    """

    field: str
    mine: str
    theirs: str


class Conflict(CalciTrackError):  # noqa: N818
    """Somebody else changed the same thing in between; nothing was overwritten.

    Attributes:
        differences: Every field in which what was to be saved differs from what stands in the vault.
        who: Who wrote what stands there; empty when that is not known.
        at: When it was written, UTC; None when that is not known.
    """

    def __init__(
        self,
        message: Message,
        remedy: Message | None = None,
        differences: Sequence[Difference] = (),
        who: str = "",
        at: datetime | None = None,
    ) -> None:
        super().__init__(message, remedy)
        self.differences = tuple(differences)
        self.who = who
        self.at = at


class Signed(CalciTrackError):  # noqa: N818
    """The visit is signed: it changes no more, a correction is an addendum."""


class FileRefused(CalciTrackError):  # noqa: N818
    """A file could not be read or written, or is not what it should be; nothing was changed."""
