"""What verifying a vault found: each flaw in a sentence, and what was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from calcitrack.domain.text import Message


class Check(Enum):
    """What is checked."""

    PAGES = "pages"
    STRUCTURE = "structure"
    REFERENCES = "references"
    CHAIN = "chain"
    ANCHOR = "anchor"
    VISITS = "visits"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is not as it was written."""

    check: Check
    message: Message


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was found.

    Attributes:
        flaws: In the order of the checks; empty when the vault is whole.
        mended: What was derived from the record, differed from it, and was made anew (or would be, where the vault is
            open for reading only). That is no flaw: no record hangs on it.
        entries: Audit entries whose chain was recomputed.
        patients: Patients whose rows were compared with what the audit says of them.
        rows: Rows that were compared.
        visits: Signed visits whose hash was recomputed.
    """

    flaws: tuple[Flaw, ...]
    mended: tuple[Message, ...]
    entries: int
    patients: int
    rows: int
    visits: int

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.flaws
