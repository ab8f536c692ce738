"""The verb that gives the site list as data; it needs no vault and no password."""

from __future__ import annotations

import argparse
import json
import sys

from calcitrack.domain.drawings import Drawings
from calcitrack.domain.sites import SiteList


def run(_options: argparse.Namespace) -> int:
    """Print every site in the order of the pickers, with its sides and the figures that show it, as a JSON list."""
    drawings = Drawings.load()
    rows = [
        {
            "code": site.code,
            "name": site.name,
            "sides": [str(side) for side in site.sides],
            "drawings": [drawing.name for drawing in drawings.of(site.code)],
        }
        for site in SiteList.load()
    ]
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0
