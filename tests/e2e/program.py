"""Starts the program as its own command does, with an observer beside it; given the same arguments."""

from __future__ import annotations

import sys

from calcitrack.cli.main import main
from tests.e2e.observer import Observer

if __name__ == "__main__":  # a process that the program starts reads this file, too, and must open no window
    observer = Observer()
    sys.exit(main())
