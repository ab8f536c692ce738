"""A cohort counted a second time, from an exported record file and by one patient after the other.

It reads the file's own words and shares no code with the program: what both give alike is hardly wrong in both.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

Json = dict[str, Any]
UNSEEN = ("not examined", "not visible in this modality")
AGES = {"under 18": (0, 17), "18 to 39": (18, 39), "40 to 64": (40, 64), "65 and over": (65, 999)}


@dataclass(frozen=True)
class Judged:
    """A judgement: of the trial at this place in the list of the patient's trials."""

    mrn: str
    trial: int
    lesion: int
    word: str
    blind: bool


def signed(patient: Json) -> list[Json]:
    found = [visit for visit in patient["visits"] if visit["status"] == "signed"]
    return sorted(found, key=lambda visit: visit["visited_on"])


def area(lesion: Json, said: Json) -> int | None:
    """Length x width of the first reading by the tracking method, in hundredths of a square millimetre."""
    if said["state"] != "measured":
        return None
    for reading in said["measurements"]:
        if reading["method"] == lesion["tracking_method"]:
            if reading["width_mm"] is None:
                return None
            return round(reading["length_mm"] * 10) * round(reading["width_mm"] * 10)
    return None


def lesions_of(patient: Json) -> dict[int, Json]:
    """Lesions that a signed visit speaks of: place, form, last subtype and how they stand."""
    by_number = {lesion["number"]: lesion for lesion in patient["lesions"]}
    found: dict[int, Json] = {}
    for visit in signed(patient):
        for said in visit["assessments"]:
            lesion = by_number[said["lesion"]]
            first = {"site": lesion["site"], "side": lesion["side"], "form": lesion["form"], "subtype": "",
                     "standing": "open", "sites": {lesion["site"], *lesion["extent_sites"]}}  # fmt: skip
            kept = found.setdefault(said["lesion"], first)
            if said["clinical_subtype"]:
                kept["subtype"] = said["clinical_subtype"]
            if said["state"] in ("resolved", "excised"):
                kept["standing"] = said["state"]
            elif said["state"] not in UNSEEN:
                kept["standing"] = "open"
    return found


def whole_years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def ages(patient: Json, today: date) -> tuple[int, int]:
    """Lowest and highest age at the last signed visit."""
    visits = signed(patient)
    day = date.fromisoformat(visits[-1]["visited_on"]) if visits else today
    parts = [int(part) for part in patient["birth_date"].split("-")]
    first = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    last = [date(parts[0], 12, 31), None, None]
    if len(parts) > 1:
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        last[1] = date.fromordinal(following.toordinal() - 1)
    if len(parts) > 2:
        last[2] = date(*parts)
    end = last[len(parts) - 1]
    assert end is not None
    return whole_years(end, day), whole_years(first, day)


def as_one(patients: list[Json], stays: str, goes: list[str]) -> Json:
    """Records of one person as one: what the one that goes on says stands, the others add what it does not.

    Lesions of the others get numbers of their own; lists are in the order in which the records are in the file.
    """
    by_mrn = {patient["mrn"]: patient for patient in patients}
    own = by_mrn[stays]
    shift = {stays: 0, **{mrn: 1000 * n for n, mrn in enumerate(goes, start=1)}}
    parts = [renumbered(patient, shift[patient["mrn"]]) for patient in patients if patient["mrn"] in shift]
    made = {**own, **{name: [one for part in parts for one in part[name]] for name in ("lesions", "visits", "trials")}}
    for other in (by_mrn[mrn] for mrn in goes):
        # Every result counts: an unknown one hides none, and of two that differ neither is dropped.
        made["antibodies"] = [*made["antibodies"], *other["antibodies"]]
        made["diagnoses"] = [*made["diagnoses"], *other["diagnoses"]]
        known = {fact: said for fact, said in made["background"].items() if said != "unknown"}
        made["background"] = {**other["background"], **known}
    return made


def renumbered(patient: Json, shift: int) -> Json:
    """The same with higher numbers of its lesions."""
    found: Json = json.loads(json.dumps(patient))
    for lesion in found["lesions"]:
        lesion["number"] += shift
    for said in (said for visit in found["visits"] for said in visit["assessments"]):
        said["lesion"] += shift
    for trial in found["trials"]:
        if trial["target_lesions"] != "all":
            trial["target_lesions"] = [number + shift for number in trial["target_lesions"]]
    return found


def follow(judged: list[Judged], patients: list[Json], stays: str, goes: list[str]) -> list[Judged]:
    """The same judgements where the trials and lesions stand after ``as_one``."""
    trials = {patient["mrn"]: len(patient["trials"]) for patient in patients if patient["mrn"] in (stays, *goes)}
    before = {mrn: sum(list(trials.values())[:place]) for place, mrn in enumerate(trials)}
    shift = {stays: 0, **{mrn: 1000 * n for n, mrn in enumerate(goes, start=1)}}
    return [
        Judged(stays, one.trial + before[one.mrn], one.lesion + shift[one.mrn], one.word, one.blind)
        if one.mrn in shift
        else one
        for one in judged
    ]


def answers(patient: Json, question: str, today: date, group: Callable[[str], str]) -> set[str]:
    """A patient's answers to a question that is not about lesions."""
    if question.startswith("background."):
        return {patient["background"].get(question.partition(".")[2], "unknown")}
    if question == "disease":
        return {diagnosis["disease"] for diagnosis in patient["diagnoses"]} or {""}
    if question == "antibody":
        known = [a for a in patient["antibodies"] if a["result"] != "unknown"]
        positive = {a["name"].strip(" ").lower() for a in known if a["result"] == "positive"}
        return positive or ({" none positive"} if known else {""})
    if question == "therapy":
        return {group(trial["therapy"]) for trial in patient["trials"]} or {""}
    if question == "age":
        low, high = ages(patient, today)
        return {name for name, (least, most) in AGES.items() if least <= low and high <= most} or {""}
    return {patient[question]}


def lesion_meets(lesion: Json, question: str, wanted: Iterable[str]) -> bool:
    if question == "site":
        return any(at == code or at.startswith(code + ".") for code in wanted for at in lesion["sites"])
    return lesion[question] in wanted


LESION_QUESTIONS = ("subtype", "form", "site", "standing")


def chosen_lesions(patient: Json, asked: dict[str, list[str]]) -> dict[int, Json]:
    about = {question: found for question, found in asked.items() if question in LESION_QUESTIONS}
    return {
        number: lesion
        for number, lesion in lesions_of(patient).items()
        if all(lesion_meets(lesion, question, found) for question, found in about.items())
    }


def is_chosen(patient: Json, plain: Json, today: date, group: Callable[[str], str]) -> bool:
    asked = plain["answers"]
    low, high = ages(patient, today)
    if plain["age_from"] is not None and low < plain["age_from"]:
        return False
    if plain["age_to"] is not None and high > plain["age_to"]:
        return False
    if plain["seen_from"] or plain["seen_to"]:
        first, last = plain["seen_from"] or "0", plain["seen_to"] or "9"
        if not any(first <= visit["visited_on"] <= last for visit in signed(patient)):
            return False
    for question, wanted in asked.items():
        about_lesions = question in LESION_QUESTIONS
        if not about_lesions and answers(patient, question, today, group).isdisjoint(wanted):
            return False
    return not any(question in LESION_QUESTIONS for question in asked) or bool(chosen_lesions(patient, asked))


def changes(patient: Json, asked: dict[str, list[str]]) -> list[tuple[int, float, int, int]]:
    """Days since the first measured visit, per cent, k and n, for each visit that can be compared.

    Of the lesions that a question about lesions chooses; as if there were no others.
    """
    some = chosen_lesions(patient, asked)
    by_number = {lesion["number"]: lesion for lesion in patient["lesions"]}
    visits = signed(patient)
    sized = [
        {s["lesion"]: area(by_number[s["lesion"]], s) for s in visit["assessments"] if s["lesion"] in some}
        for visit in visits
    ]
    start = next((n for n, found in enumerate(sized) if any(found.values())), None)
    if start is None:
        return []
    base = {number: size for number, size in sized[start].items() if size}
    found = []
    for n in range(start + 1, len(visits)):
        then, now = 0, 0
        compared = looked = 0
        for number, before in base.items():
            after = sized[n].get(number)
            last = "present"
            for visit in visits[start + 1 : n + 1]:
                for said in visit["assessments"]:
                    if said["lesion"] == number and said["state"] not in UNSEEN:
                        last = said["state"]
            here = next((s["state"] for s in visits[n]["assessments"] if s["lesion"] == number), None)
            if after or last == "resolved":
                then, now, compared = then + before, now + (after or 0), compared + 1
            looked += bool(after) or here == "resolved"
        if looked:
            days = (date.fromisoformat(visits[n]["visited_on"]) - date.fromisoformat(visits[start]["visited_on"])).days
            found.append((days, now / then * 100 - 100, compared, len(base)))
    return found


def score_ends(share: float, of: float) -> tuple[float, float]:
    """Both ends of Wilson's interval as the roots of its quadratic equation."""
    z = 1.959963984540054
    roots = np.roots([1 + z * z / of, -(2 * share + z * z / of), share * share])
    return float(min(roots.real)), float(max(roots.real))


def clustered(pairs: list[tuple[int, int]]) -> tuple[float, float] | None:
    if len(pairs) < 2:
        return None
    answered, judged = (np.array(side, dtype=float) for side in zip(*pairs, strict=True))
    share = answered.sum() / judged.sum()
    if share in (0.0, 1.0):
        return score_ends(share, len(pairs))
    residuals = answered - share * judged
    variance = len(pairs) / (len(pairs) - 1) * float((residuals**2).sum()) / judged.sum() ** 2
    independent = math.inf if variance == 0 else share * (1 - share) / variance
    return score_ends(share, min(judged.sum(), independent))


def therapies(
    chosen: list[Json], asked: dict[str, list[str]], judgements: list[Judged], group: Callable[[str], str]
) -> dict[str, Json]:
    """What readers judged, by therapy."""
    found: dict[str, Json] = {}
    narrowed = any(question in LESION_QUESTIONS for question in asked)
    for patient in chosen:
        visits = signed(patient)
        last = visits[-1]["visited_on"] if visits else None
        some = chosen_lesions(patient, asked)
        for place, trial in enumerate(patient["trials"]):
            sums = found.setdefault(
                group(trial["therapy"]),
                {"interim": 0, "trials": 0, "patients": set(), "pairs": defaultdict(lambda: [0, 0]), "words": Counter(),
                 "unjudged": 0},
            )  # fmt: skip
            procedure = trial["route"] == "procedure"
            end = last if procedure or trial["stop"] is None else trial["stop"]
            days = (date.fromisoformat(end) - date.fromisoformat(trial["start"])).days if end else 0
            if not procedure and trial["stop"] is None and days < 84:
                sums["interim"] += 1
                continue
            sums["trials"] += 1
            sums["patients"].add(patient["mrn"])
            for lesion in patient["lesions"]:
                number = lesion["number"]
                if trial["target_lesions"] == "all":
                    covered = end is None or lesion["first_seen"] <= end
                else:
                    covered = number in trial["target_lesions"]
                if not covered or (narrowed and number not in some):
                    continue
                here = [j for j in judgements if (j.mrn, j.trial, j.lesion) == (patient["mrn"], place, number)]
                stands = [j.word for j in here if not j.blind]
                if not stands:
                    sums["unjudged"] += 1
                    continue
                sums["words"][stands[-1]] += 1
                if stands[-1] != "not assessable":
                    sums["pairs"][patient["mrn"]][0] += stands[-1] in ("complete", "partial")
                    sums["pairs"][patient["mrn"]][1] += 1
    return found
