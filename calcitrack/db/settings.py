"""The clinic's settings: a name and a JSON value each; what was never set has its default in the domain."""

from __future__ import annotations

import json
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit


def read(connection: Connection) -> dict[str, Any]:
    """All settings that were ever set."""
    return {name: json.loads(value) for name, value in connection.execute("SELECT name, value FROM setting")}


def write(unit: Unit, name: str, value: object) -> None:
    """Set a setting."""
    unit.put("setting", {"name": name, "value": json.dumps(value, ensure_ascii=False)})
