"""The triggers of schema 1 that keep patients apart, and let those be one of whom a person said that they are.

A patient that was merged into another keeps its rows. Only lesions cross: a visit, trial or picture of one may name a
lesion of the other while the merge stands. Everything else is kept apart by composite foreign keys.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMING_LESIONS: Mapping[str, tuple[str, ...]] = {
    "assessment": ("lesion_id",),
    "lesion_event": ("lesion_id",),
    "lesion_link": ("from_lesion_id", "to_lesion_id"),
    "trial_target": ("lesion_id",),
    "judgement": ("lesion_id",),
    "attachment": ("lesion_id",),
}
"""Tables with a patient and a lesion, and the columns that name the lesion."""

CLOSED_TO_MERGED = ("visit", "lesion", "trial")
"""What a patient who was merged into another takes no more: it is entered with the other."""


def conditions() -> list[tuple[str, str, str, str]]:
    """Each guard as (name, verb, table, what is refused)."""
    return [
        *_lesions_of_one(),
        *(
            (f"{table}_of_merged", "INSERT", table, f"{_survivor('NEW.patient_id')} IS NOT NULL")
            for table in CLOSED_TO_MERGED
        ),
        ("patient_merge", "UPDATE", "patient", _is_no_merge()),
        ("patient_merge_undo", "UPDATE", "patient", _leaves_crossing()),
        ("patient_merged_insert", "INSERT", "patient", "NEW.merged_into IS NOT NULL"),
    ]


def is_own_or_merged(patient: str, lesion_owner: str) -> str:
    """SQL: whether a patient is the one of a lesion, or one of those who are that person."""
    return (
        f"{patient} IN (SELECT {lesion_owner} UNION ALL SELECT f.id FROM patient f JOIN patient o "
        f"ON f.id = o.merged_into OR f.merged_into IN (o.id, o.merged_into) WHERE o.id = {lesion_owner})"
    )


def _survivor(patient: str) -> str:
    return f"(SELECT merged_into FROM patient WHERE id = {patient})"


def _lesions_of_one() -> list[tuple[str, str, str, str]]:
    found = []
    for table, columns in NAMING_LESIONS.items():
        for verb in ("INSERT", "UPDATE"):
            refused = " OR ".join(f"({_is_foreign(f'NEW.{column}')})" for column in columns)
            found.append((f"{table}_one_person_{verb.lower()}", verb, table, refused))
    return found


def _is_foreign(lesion: str) -> str:
    """The lesion is of another patient; that the two were merged is looked up only then."""
    owner = f"(SELECT patient_id FROM lesion WHERE id = {lesion})"
    person = f"(SELECT coalesce(merged_into, id) FROM patient WHERE id = {owner})"
    mine = "(SELECT coalesce(merged_into, id) FROM patient WHERE id = NEW.patient_id)"
    return f"{lesion} IS NOT NULL AND {owner} IS NOT NEW.patient_id AND {person} IS NOT {mine}"


def _is_no_merge() -> str:
    """Into itself, into one who was merged, of one who was merged, or of one into whom somebody was."""
    others = "EXISTS (SELECT 1 FROM patient WHERE merged_into = NEW.id)"
    return (
        "NEW.merged_into IS NOT OLD.merged_into AND NEW.merged_into IS NOT NULL AND (NEW.merged_into = NEW.id "
        f"OR OLD.merged_into IS NOT NULL OR {_survivor('NEW.merged_into')} IS NOT NULL OR {others})"
    )


def _leaves_crossing() -> str:
    """A merge is not taken back while a row of one names a lesion of the other."""
    crossing = " OR ".join(
        f"EXISTS (SELECT 1 FROM lesion l JOIN {table} x ON x.patient_id = {mine} AND x.{column} = l.id "
        f"WHERE l.patient_id = {theirs})"
        for table, columns in NAMING_LESIONS.items()
        for column in columns
        for mine, theirs in (("OLD.merged_into", "OLD.id"), ("OLD.id", "OLD.merged_into"))
    )
    return f"OLD.merged_into IS NOT NULL AND NEW.merged_into IS NOT OLD.merged_into AND ({crossing})"
