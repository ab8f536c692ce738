"""`python -m calcitrack` does what the `calcitrack` command does; the built program starts here too."""

from __future__ import annotations

import sys

from calcitrack.cli.main import main

if __name__ == "__main__":
    if hasattr(sys, "frozen"):
        # Processes that draw many summaries are this program again, where it is built.
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
