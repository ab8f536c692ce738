"""The index of the review: hashes of what stands in each of its lines, so that the repository needs no copy of it.

The index holds for every line the hashes of its numbers and of its names, and for the whole text the hashes of every
run of nine words. With it the tests can tell that a number of the content stands in the lines that it cites, and that
no sentence of ours is a sentence of the review. `dev.py check-source FILE` builds it anew from a copy of the review
and compares; `--write` replaces it.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

INDEX = Path(__file__).resolve().parent.parent / "calcitrack" / "guidance" / "source_index.json"
RUN = 9
"""So many words in a row in common are a copy."""

_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LOWERCASE_NAMES = frozenset(
    {
        *("alendronate", "aluminum", "angiostatin", "bisphosphonate", "burr", "carbon", "colchicine", "corticosteroid"),
        *("diltiazem", "disodium", "dyspareunia", "endostatin", "etidronate", "iontophoresis", "laser", "lidocaine"),
        *("lithotripsy", "metabisulfite", "metastatic", "methotrexate", "methylprednisolone", "microdrilling"),
        *("minocycline", "mousse", "neem", "opioid", "osteonectin", "prednisolone", "prednisone", "rituximab"),
        *("thiosulfate", "tofacitinib", "treprostinil", "tumoral", "warfarin", "zinc"),
    }
)
"""Names that are written small: substances, procedures and the like. A change asks for a new index."""


@dataclass(frozen=True, slots=True)
class Index:
    """What the repository knows of the text.

    Attributes:
        numbers: By line, from 1: the hashes of its numbers.
        names: By line: the hashes of its names.
        runs: The hashes of all runs of nine words.
    """

    numbers: tuple[frozenset[str], ...]
    names: tuple[frozenset[str], ...]
    runs: frozenset[str]

    def numbers_in(self, lines: Iterable[int]) -> frozenset[str]:
        """The hashes of all numbers in these lines."""
        return frozenset().union(*(self.numbers[line - 1] for line in lines))

    def names_in(self, lines: Iterable[int]) -> frozenset[str]:
        """The hashes of all names in these lines."""
        return frozenset().union(*(self.names[line - 1] for line in lines))

    @property
    def all_names(self) -> frozenset[str]:
        """The hashes of all names of the text."""
        return frozenset().union(*self.names)


def digest(word: str) -> str:
    """The short hash under which a number, a name or a run stands in the index."""
    return hashlib.sha256(word.encode("utf-8")).hexdigest()[:10]


def numbers_of(text: str) -> set[str]:
    """Every number of a text, in figures or as a word up to twelve, in one spelling: 8, 81.8, 0.575."""
    found = {_plain(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}
    words = re.findall(r"[a-z]+", text.lower())
    return found | {str(_NUMBER_WORDS.index(word) + 1) for word in words if word in _NUMBER_WORDS}


def names_of(text: str) -> set[str]:
    """Every word that is written with a capital or is the name of a substance or procedure, in the singular."""
    words = {_singular(word) for word in re.findall(r"[^\W\d_]{2,}", text)}
    small = {word.lower() for word in words} & _LOWERCASE_NAMES
    others = {word for word in words if word != word.lower() and word.lower() not in _NUMBER_WORDS}
    return small | {word for word in others if word.lower() not in _LOWERCASE_NAMES}


def shared_runs(index: Index, text: str) -> list[str]:
    """The runs of nine words that a text of ours shares with the review."""
    return [run for run in _runs(_words(text)) if digest(run) in index.runs]


def build(text: str) -> Index:
    """Make the index of a text."""
    lines = text.split("\n")  # not splitlines: a form feed begins no line
    small = set(re.findall(r"\b[^\W\d_]+\b", text))
    # A word that the review also writes small (the first of a sentence, a heading) is no name.
    ordinary = {word for word in small if word == word.lower()} - _LOWERCASE_NAMES
    names = [
        {
            name
            for name in names_of(f"{line} {_broken(lines, number)}")
            if name.lower() not in ordinary or name.isupper()
        }
        for number, line in enumerate(lines)
    ]
    joined = re.sub(r"-\s*\n\s*", "", text)
    return Index(
        tuple(frozenset(map(digest, _printed_numbers(line))) for line in lines),
        tuple(frozenset(map(digest, line)) for line in names),
        frozenset(digest(run) for words in (_words(text), _words(joined)) for run in _runs(words)),
    )


def write(index: Index, path: Path) -> None:
    """Store the index."""
    plain = {
        "numbers": [sorted(line) for line in index.numbers],
        "names": [sorted(line) for line in index.names],
        "runs": sorted(index.runs),
    }
    path.write_text(json.dumps(plain, separators=(",", ":")).replace("],", "],\n") + "\n", encoding="utf-8")


@cache
def stored() -> Index:
    """The index of the repository."""
    return load(INDEX)


def load(path: Path) -> Index:
    """Read an index."""
    plain = json.loads(path.read_text(encoding="utf-8"))
    return Index(
        tuple(map(frozenset, plain["numbers"])), tuple(map(frozenset, plain["names"])), frozenset(plain["runs"])
    )


def differences(built: Index, held: Index) -> list[str]:
    """Where two indexes differ, in words."""
    if len(built.numbers) != len(held.numbers):
        return [f"The file has {len(built.numbers)} lines, the index {len(held.numbers)}."]
    found = [
        f"Line {line}: other {what}."
        for what, ours, theirs in (("numbers", built.numbers, held.numbers), ("names", built.names, held.names))
        for line, (here, there) in enumerate(zip(ours, theirs, strict=True), start=1)
        if here != there
    ]
    return found + (["The runs of words differ."] if built.runs != held.runs else [])


def main(arguments: list[str]) -> int:
    """Compare the index with a copy of the review, or replace it; 0 when they agree."""
    files = [argument for argument in arguments if argument != "--write"]
    if len(files) != 1:
        print("usage: python3 dev.py check-source FILE [--write]", file=sys.stderr)
        return 2
    try:
        built = build(Path(files[0]).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        print(f"The review cannot be read: {error}", file=sys.stderr)
        return 1
    if "--write" in arguments:
        write(built, INDEX)
        print(f"The index is written: {len(built.numbers)} lines, {len(built.runs)} runs.")
        return 0
    found = differences(built, load(INDEX))
    print("\n".join(found[:20]) or f"The index agrees with the file: {len(built.numbers)} lines.")
    return 1 if found else 0


def _printed_numbers(line: str) -> Iterator[str]:
    """The numbers of a printed line: superscript references stick to what stands before them, and ranges skip."""
    yield from numbers_of(line)
    for year, reference in re.findall(r"(?<!\d)((?:19|20)\d\d)(\d{1,2})(?!\d)", line):
        yield from (year, reference)
    for first, last in re.findall(r"(?<!\d)(?<!\d\.)(\d{1,2})-(\d{1,2})(?![\d%])", line):
        yield from map(str, range(int(first), int(last) + 1))


def _broken(lines: list[str], number: int) -> str:
    """The words that are broken at the end of this line or of the one before: they stand in both lines."""
    ends = [" ".join(lines[max(first, 0) : first + 2]) for first in (number - 1, number)]
    return " ".join(left + right for end in ends for left, right in re.findall(r"(\w+)- +(\w+)", end))


def _singular(word: str) -> str:
    stem = word[:-1]
    plural = word.endswith("s") and ((len(stem) > 1 and stem.isupper()) or stem.lower() in _LOWERCASE_NAMES)
    return stem if plural else word


def _plain(number: str) -> str:
    return (number.rstrip("0").rstrip(".") if "." in number else number).lstrip("0") or "0"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(words: list[str]) -> Iterator[str]:
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
