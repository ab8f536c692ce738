"""`python -m calcitrack` does what the `calcitrack` command does; the built program starts here too."""

from __future__ import annotations

import sys

from calcitrack.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
