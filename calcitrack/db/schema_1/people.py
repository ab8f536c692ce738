"""The clinic, its settings, workstations, people and their accounts."""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    """CREATE TABLE clinic (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        name TEXT NOT NULL CHECK (name <> ''),
        synthetic INTEGER NOT NULL CHECK (synthetic IN (0, 1)),
        created_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE workstation (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        is_this INTEGER NOT NULL CHECK (is_this IN (0, 1)),
        created_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE person (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        name TEXT NOT NULL CHECK (name <> ''),
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        version INTEGER NOT NULL DEFAULT 1
    ) STRICT""",
    """CREATE TABLE person_role (
        person_id INTEGER NOT NULL REFERENCES person (id),
        role TEXT NOT NULL CHECK (role IN ('staff', 'clinician', 'administrator')),
        PRIMARY KEY (person_id, role)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE account (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        person_id INTEGER NOT NULL REFERENCES person (id),
        login TEXT NOT NULL UNIQUE CHECK (login <> ''),
        created_at TEXT NOT NULL,
        disabled_at TEXT
    ) STRICT""",
)
