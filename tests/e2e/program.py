"""Starts the program as its own command does, with an observer beside it; given the same arguments."""

from __future__ import annotations

import sys

from calcitrack.cli.main import main
from tests.e2e.observer import Observer

observer = Observer()
sys.exit(main())
