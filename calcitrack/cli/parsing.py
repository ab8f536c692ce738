"""What the command line makes of wrong usage: one line that says what is wrong and where the usage stands."""

from __future__ import annotations

import argparse
from datetime import date
from typing import NoReturn

WRONGLY_CALLED = 2


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line, as every refusal of the program is."""

    def error(self, message: str) -> NoReturn:
        """Say it and end."""
        self.exit(WRONGLY_CALLED, f"calcitrack: {message}. See {self.prog} --help.\n")


def day(text: str) -> date:
    """A day as it is typed on the command line.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write it like 2026-11-22") from None


def text(typed: str) -> str:
    """A name or a number as it is typed on the command line.

    Raises:
        argparse.ArgumentTypeError: It holds bytes that are no letters in this system's encoding.
    """
    try:
        typed.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(f"“{typed}” holds a broken character") from None
    return typed
