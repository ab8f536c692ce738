"""Large invented vaults for measuring: written straight into the tables, because only their size and shape matter."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from calcitrack.clinic.session import Clinic, create_clinic, open_clinic
from calcitrack.db import guards_1
from calcitrack.db.driver import Connection
from calcitrack.db.slots import KdfCost
from calcitrack.domain.folding import fold, words
from calcitrack.domain.ids import uuid7

LOGIN, PASSWORD = "bench", "bench"
CHEAP = KdfCost(8, 1, 1)
LESIONS, VISITS = 10, 20
FIRST_DAY = date(2021, 1, 4)
_SYLLABLES = ("an", "ber", "cal", "dor", "el", "fin", "gra", "hol", "is", "jo", "kal", "lin", "mar", "nor", "ol", "per",
              "quist", "ros", "sten", "tor", "ul", "ven", "wei", "xan", "yl", "zim")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a vault is: patients without visits, and patients with lesions and visits.

    Attributes:
        listed: Each patient without visits has one after all, with all that a worklist shows and filters by.
    """

    plain: int
    followed: int
    lesions: int = LESIONS
    visits: int = VISITS
    listed: bool = False

    @property
    def assessments(self) -> int:
        """Assessments that the followed patients have together."""
        return self.followed * self.lesions * self.visits


def make_vault(folder: Path, shape: Shape, cost: KdfCost = CHEAP) -> Clinic:
    """Make and open a vault of a shape."""
    create_clinic(folder, clinic="Bench", login=LOGIN, person="Dr Bench", password=PASSWORD, synthetic=True, cost=cost)
    clinic = open_clinic(folder, LOGIN, PASSWORD)
    connection = clinic.patients._context.vault.connection  # noqa: SLF001 - bulk rows go beside the program
    _fill(connection, shape)
    return clinic


def _fill(connection: Connection, shape: Shape) -> None:
    """Guards and foreign keys stand aside while the rows are poured in, and stand again afterwards."""
    guards = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()]
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    for name in guards:
        connection.execute(f"DROP TRIGGER {name}")
    _patients(connection, shape.plain + shape.followed)
    for patient_id in range(1, shape.followed + 1):
        _course(connection, patient_id, shape)
    if shape.listed:
        _listed(connection, shape.followed + 1, shape.followed + shape.plain)
    for statement in guards_1.triggers():
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _patients(connection: Connection, count: int) -> None:
    chance = random.Random(7)  # noqa: S311 - invented names
    rows, known_words, texts = [], [], []
    for number in range(1, count + 1):
        family = "".join(chance.choices(_SYLLABLES, k=3)).capitalize()
        given = "".join(chance.choices(_SYLLABLES, k=2)).capitalize()
        mrn = f"{number:03d}-{chance.randrange(10_000):04d}-{number}"
        born = (date(1930, 1, 1) + timedelta(days=chance.randrange(30_000))).isoformat()
        rows.append((number, uuid7(), mrn, family, given, f"{fold(family)}, {fold(given)}", born))
        found = {*words(family), *words(given), *words(mrn), fold(mrn), born}
        known_words += [(word, number) for word in found]
        texts.append((number, fold(f"{family} {given} {mrn} {born}")))
    connection.executemany(
        "INSERT INTO patient (id, uuid, mrn, family_name, given_name, sort_name, birth_date, sex, status, "
        "allergy_status, medicines) VALUES (?, ?, ?, ?, ?, ?, ?, 'female', 'active', 'unknown', '')",
        rows,
    )
    connection.executemany("INSERT INTO patient_word (word, patient_id) VALUES (?, ?)", sorted(known_words))
    connection.executemany("INSERT INTO patient_text (rowid, folded) VALUES (?, ?)", texts)


def _course(connection: Connection, patient_id: int, shape: Shape) -> None:
    lesions = [(patient_id - 1) * shape.lesions + n for n in range(1, shape.lesions + 1)]
    visits = [(patient_id - 1) * shape.visits + n for n in range(1, shape.visits + 1)]
    days = {visit: (FIRST_DAY + timedelta(days=90 * n)).isoformat() for n, visit in enumerate(visits)}
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    connection.executemany(
        "INSERT INTO lesion (id, uuid, patient_id, number, first_seen, new_status) VALUES (?, ?, ?, ?, ?, 'not known')",
        [(lesion, uuid7(), patient_id, n, days[visits[0]]) for n, lesion in enumerate(lesions, start=1)],
    )
    connection.executemany(
        "INSERT INTO lesion_setting (lesion_id, position, set_on, set_at, set_by, site, side, form, tracking_method, "
        "is_index, reason) VALUES (?, 0, ?, ?, 'Dr Bench', 'elbow.extensor', 'left', 'single', 'ruler', 0, '')",
        [(lesion, days[visits[0]], now) for lesion in lesions],
    )
    connection.executemany(
        "INSERT INTO visit (id, uuid, patient_id, visited_on, entered_at, author, status, signed_by, disease_activity, "
        "note, plan, content_hash) VALUES (?, ?, ?, ?, ?, 'Dr Bench', 'signed', 'Dr Bench', 'quiet', '', '', 'bench')",
        [(visit, uuid7(), patient_id, days[visit], now) for visit in visits],
    )
    pairs = [(patient_id, visit, lesion) for visit in visits for lesion in lesions]
    connection.executemany(
        "INSERT INTO assessment (patient_id, visit_id, lesion_id, revision, position, state, pain, ulcer, discharge, "
        "infection) VALUES (?, ?, ?, 0, ?, 'measured', 2, 0, 'none', 'none')",
        [(*pair, n % shape.lesions) for n, pair in enumerate(pairs)],
    )
    connection.executemany(
        "INSERT INTO reading (patient_id, visit_id, lesion_id, revision, ordinal, length, width, method, measured_on, "
        "reader, unlikely_reason) VALUES (?, ?, ?, 0, 0, ?, 90, 'ruler', ?, 'Dr Bench', '')",
        [(*pair, 100 + n % 37, days[pair[1]]) for n, pair in enumerate(pairs)],
    )


def _listed(connection: Connection, first: int, last: int) -> None:
    """A visit with its totals for each patient; a tenth overdue, a twentieth progressing, some orders and drafts."""
    today = date.today()  # noqa: DTZ011 - only how far days lie apart matters
    visits, totals, patients, orders = [], [], [], []
    for number in range(first, last + 1):
        day = (today - timedelta(days=90 + number % 60)).isoformat()
        due = (today + timedelta(days=number % 200 - 20)).isoformat()
        draft = number % 250 == 0
        visits.append((number, uuid7(), number, day, day, "draft" if draft else "signed", None if draft else "Dr Bench",
                       None if draft else "bench"))  # fmt: skip
        if number % 40 == 0:
            orders.append((uuid7(), number, number, day))
        if not draft:
            worse = int(number % 20 == 0)
            totals.append((number, number, day, 120.0, 4, 4, 30.0 if worse else 3.0, 4, "[]", "[]"))
            patients.append((number, number, day, due, 4, 30.0 if worse else 3.0, worse, int(number % 50 == 0)))
    connection.executemany(
        "INSERT INTO visit (id, uuid, patient_id, visited_on, entered_at, author, status, signed_by, disease_activity, "
        "note, plan, content_hash) VALUES (?, ?, ?, ?, ?, 'Dr Bench', ?, ?, 'quiet', '', '', ?)",
        visits,
    )
    connection.executemany("INSERT INTO visit_total VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", totals)
    connection.executemany("INSERT INTO patient_total VALUES (?, ?, ?, ?, ?, ?, ?, ?)", patients)
    connection.executemany(
        "INSERT INTO awaited (uuid, patient_id, visit_id, kind, asked_on, asked_by) "
        "VALUES (?, ?, ?, 'swab', ?, 'Dr B')",
        orders,
    )


def typed_terms(connection: Connection, names: int = 8) -> list[str]:
    """What a search sees while names are typed letter by letter, a part of a word and a miss among them."""
    rows: list[Any] = connection.execute(
        "SELECT family_name FROM patient ORDER BY id DESC LIMIT ?", (names,)
    ).fetchall()
    typed = [name[:length].lower() for (name,) in rows for length in range(1, min(len(name), 7) + 1)]
    return [*typed, "quist", "stenmar", "zzzz", "1955-0"]
