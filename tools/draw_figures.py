"""Writes the drawings of the body to `resources/figures`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.figures import body, foot, hand, head, profile

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "figures"


def files() -> Iterator[tuple[str, str]]:
    """The name and the text of every file."""
    for draw in (
        *(body.front, body.back, hand.palm, hand.back),
        *(foot.top, foot.sole, head.front, profile.side),
    ):
        figure = draw()
        # One region a line, so that a change of one shows as one.
        text = json.dumps(figure.as_json(), separators=(",", ":")).replace('{"code"', '\n{"code"')
        yield f"{figure.name}.json", text + "\n"


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, text in files():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
