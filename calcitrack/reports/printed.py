"""What comes of printing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """A print.

    Attributes:
        content: The PDF file.
        missing: Characters that no font has: boxes stand for them, and whoever prints must be told.
    """

    content: bytes
    missing: tuple[str, ...] = ()
