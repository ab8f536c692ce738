"""Writes the drawings of the body to `resources/figures`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tools.figures import body, foot, hand, head, profile

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "figures"


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for figure in (
        hand.palm(),
        hand.back(),
        body.front(),
        body.back(),
        foot.top(),
        foot.sole(),
        head.front(),
        profile.side(),
    ):
        text = json.dumps(figure.as_json(), separators=(",", ":")).replace('{"code"', '\n{"code"')
        (FOLDER / f"{figure.name}.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
