"""A large invented clinic with an answer to every question of a cohort: poured beside the rows of `bench_data`."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

from calcitrack.clinic.session import Clinic
from calcitrack.db import guards_1
from calcitrack.db.driver import Connection
from calcitrack.domain.cohort.criteria import Standing
from calcitrack.domain.ids import uuid7
from calcitrack.domain.vocabulary import BackgroundFact, Disease, Form, ResponseWord, Side, Subtype
from tools.bench_data import FIRST_DAY, Shape, make_vault

SITES = ("hand.thumb.distal.volar", "hand.index.distal.volar", "hand.middle.distal.volar", "elbow.extensor",
         "knee", "forearm", "hand.ring.distal.volar", "thigh", "buttock")  # fmt: skip
DRUGS = ("diltiazem", "colchicine", "minocycline", "sodium thiosulfate", "warfarin", "laser")
ANTIBODIES = ("anticentromere", "anti-Scl-70", "anti-NXP2", "anti-MDA5", "anti-RNP")


def make_cohort_vault(folder: Path, patients: int) -> Clinic:
    """A clinic of so many patients, each with ten lesions and twenty visits."""
    shape = Shape(0, patients)
    clinic = make_vault(folder, shape)
    connection = clinic.patients._context.vault.connection  # noqa: SLF001 - bulk rows go beside the program
    guards = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()]
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    for name in guards:
        connection.execute(f"DROP TRIGGER {name}")
    chance = random.Random(11)  # noqa: S311 - invented patients
    _people(connection, patients, chance)
    _lesions(connection, shape, chance)
    _visits(connection, shape, chance)
    _trials(connection, shape, chance)
    for statement in guards_1.triggers():
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return clinic


def _people(connection: Connection, patients: int, chance: random.Random) -> None:
    diagnoses, antibodies, facts = [], [], []
    for patient in range(1, patients + 1):
        if chance.random() < 0.95:
            disease = chance.choices(list(Disease), [40, 20, 15, 8, 6, 4, 4, 3])[0]
            diagnoses.append((patient, 0, disease.value))
        for place, name in enumerate(chance.sample(ANTIBODIES, chance.randrange(3))):
            antibodies.append((patient, place, name, chance.choice(["positive", "negative"])))
        for fact in BackgroundFact:
            answer = chance.choice(["yes", "no", "no", None])
            if answer:
                facts.append((patient, fact.value, answer))
    connection.executemany("INSERT INTO diagnosis (patient_id, position, disease) VALUES (?, ?, ?)", diagnoses)
    connection.executemany("INSERT INTO antibody VALUES (?, ?, ?, ?)", antibodies)
    connection.executemany("INSERT INTO background VALUES (?, ?, ?)", facts)


def _lesions(connection: Connection, shape: Shape, chance: random.Random) -> None:
    rows = []
    for lesion in range(1, shape.followed * shape.lesions + 1):
        standing = chance.choices(list(Standing), [90, 7, 3])[0]
        subtype = chance.choice([*Subtype, None])
        rows.append(
            (lesion, (lesion - 1) // shape.lesions + 1, chance.choice(SITES), chance.choice(list(Side)[:2]).value,
             chance.choices(list(Form), [80, 15, 4, 1])[0].value, subtype.value if subtype else None, standing.value,
             None, _sizes(shape, chance))
        )  # fmt: skip
    connection.executemany("INSERT INTO lesion_total VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("UPDATE lesion_setting SET site = ?, side = ?, form = ? WHERE lesion_id = ?",
                           [(site, side, form, lesion) for lesion, _, site, side, form, *_ in rows])  # fmt: skip


def _sizes(shape: Shape, chance: random.Random) -> str:
    """A course of length x width, in which a visit now and then did not look."""
    drift, size, sizes = chance.gauss(0.01, 0.05), 9000.0, []
    for _ in range(shape.visits):
        size = max(200.0, size * (1 + drift + chance.gauss(0, 0.06)))
        sizes.append(round(size) if chance.random() < 0.9 else None)
    return json.dumps(sizes, separators=(",", ":"))


def _visits(connection: Connection, shape: Shape, chance: random.Random) -> None:
    totals, changes, last = [], [], []
    for patient in range(1, shape.followed + 1):
        drift, percent = chance.gauss(0.5, 3.0), 0.0
        for nth in range(shape.visits):
            visit = (patient - 1) * shape.visits + nth + 1
            day = (FIRST_DAY + timedelta(days=90 * (nth + 1))).isoformat()
            percent = max(-100.0, percent + chance.gauss(drift, 6.0)) if nth else 0.0
            totals.append((visit, patient, day, 900.0, shape.lesions, shape.lesions, None, 0, "[]", "[]"))
            changes.append((patient, nth, visit, day, percent, shape.lesions, shape.lesions))
        last.append((patient, visit, day, None, shape.lesions, None, 0, 0))
    marks = ", ".join("?" * 10)
    connection.executemany(f"INSERT INTO visit_total VALUES ({marks})", totals)
    connection.executemany("INSERT INTO visit_change VALUES (?, ?, ?, ?, ?, ?, ?)", changes)
    connection.executemany("INSERT INTO patient_total VALUES (?, ?, ?, ?, ?, ?, ?, ?)", last)


def _trials(connection: Connection, shape: Shape, chance: random.Random) -> None:
    trials: list[tuple[Any, ...]] = []
    judged: list[tuple[Any, ...]] = []
    for patient in range(1, shape.followed + 1):
        for _ in range(chance.randrange(3)):
            row_id, drug = len(trials) + 1, chance.choice(DRUGS)
            start = FIRST_DAY + timedelta(days=chance.randrange(200, 900))
            stop = start + timedelta(days=chance.randrange(40, 700))
            route = "procedure" if drug == "laser" else "oral"
            trials.append((row_id, uuid7(), patient, drug, route, start.isoformat(),
                           stop.isoformat() if chance.random() < 0.7 else None))  # fmt: skip
            if chance.random() < 0.5:
                judged += [_judgement(patient, row_id, (patient - 1) * shape.lesions + n, chance)
                           for n in range(1, shape.lesions + 1)]  # fmt: skip
    connection.executemany(
        "INSERT INTO trial (id, uuid, patient_id, therapy, route, start_on, stop_on, all_lesions) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
        trials,
    )
    connection.executemany(
        "INSERT INTO judgement (uuid, patient_id, trial_id, lesion_id, reader_person_id, reader, judged_at, balin, "
        "now, proposed_balin, proposed_now, reason, blind) VALUES (?, ?, ?, ?, 1, 'Dr B', '', ?, ?, ?, ?, '', 0)",
        judged,
    )


def _judgement(patient: int, trial: int, lesion: int, chance: random.Random) -> tuple[Any, ...]:
    word = chance.choices(list(ResponseWord), [1, 3, 6, 1])[0].value
    return uuid7(), patient, trial, lesion, word, word, word, word
