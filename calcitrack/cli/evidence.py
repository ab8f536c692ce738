"""The verb that gives the review as data; it needs no vault and no password."""

from __future__ import annotations

import argparse
import json
import sys

from calcitrack.guidance.evidence import evidence


def run(_options: argparse.Namespace) -> int:
    """Print the whole content as one JSON object."""
    json.dump(evidence(), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0
