"""The shapes of the content: what a record of the review may hold, and nothing else.

In every shape `None` means that the review prints NA or nothing, and 0 that it prints 0. `lines` are the lines of the
review's text in which the record stands; they are written as "12-15, 18" and read as every line in turn.
"""

from __future__ import annotations

from dataclasses import dataclass

Lines = tuple[int, ...]
Words = tuple[str, ...]
Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that the review says in one place."""

    text: str
    lines: Lines
    refs: Numbers = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note under a table, with the letter that calls it."""

    mark: str
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Study:
    """One row of Table 3, or a study as the running text tells it.

    Attributes:
        source: `table3` or `text`.
        row: The row of Table 3, from 1; none for the text.
        treatment: What the review files it under.
        agent: The substance that the text names where the table names its class only.
        design: The code of Table 3, or the words of the text.
        derived: How a number was found that the review does not print as such (a sum, or counted from the wording).
        unit: What the counts count.
        partial_as_printed: The cell of the table, `NA` included.
        first_author: As the review spells it.
        detail_of: The row of Table 3 about the same study.
        context_lines: Where treatment, author, year or disease stand when that is not in `lines`.
        definition: What a response means in this study, as far as the review says.
    """

    id: str
    source: str
    section: str
    row: int | None
    lines: Lines
    context_lines: Lines
    treatment: str
    agent: str | None
    dosage: str | None
    dosage_as_printed: str | None
    duration: str | None
    design: str | None
    design_meaning: str | None
    n_patients: int | None
    n_patients_as_printed: str | None
    derived: str | None
    diseases: Words
    unit: str
    partial_n: int | None
    partial_pct: float | None
    partial_as_printed: str | None
    complete_n: int | None
    complete_pct: float | None
    complete_as_printed: str | None
    responders: str | None
    first_author: str | None
    year: int | None
    refs: Numbers
    outcome: str
    adverse_effects: str | None
    footnotes: tuple[Footnote, ...]
    definition: str
    detail_of: str | None
    discrepancies: Words
    note: str | None


@dataclass(frozen=True, slots=True)
class Therapy:
    """A drug, a procedure or a supportive measure, with all that the review says of it in general.

    Attributes:
        position: Its place in the authors' approach, if they give one.
        not_given: What the review leaves open about it.
    """

    id: str
    name: str
    kind: str
    section: str
    lines: Lines
    drug_class: str | None
    mechanism: tuple[Passage, ...]
    doses: tuple[Passage, ...]
    adverse_effects: tuple[Passage, ...]
    position: str
    position_lines: Lines
    diseases: Words
    refs: Numbers
    appears_in: Words
    studies: Words
    summary: str
    not_given: Words
    discrepancies: Words
    note: str | None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two statements that do not agree. Both stand; nothing is corrected.

    Attributes:
        internal_to_review: Both are in the review; otherwise the second is in the abstract of a cited paper.
        statement_b: None where the other statement is in an abstract.
        arithmetic: Our own sum, for checking only.
        shown_as: What is put beside the printed figures.
        affects: Studies.
    """

    id: str
    internal_to_review: bool
    severity: str
    kind: str
    subject: str
    statement_a: Passage
    statement_b: Passage | None
    abstract_says: str | None
    abstract: str | None
    confidence: str | None
    arithmetic: str | None
    shown_as: str
    affects: Words
    note: str | None


@dataclass(frozen=True, slots=True)
class Classification:
    """A type of Table 1, a term, a mineral or a general statement on what calcinosis is."""

    id: str
    kind: str
    name: str
    section: str
    lines: Lines
    text: str
    pathogenesis: str | None
    serum_calcium_phosphorus: str | None
    diseases: Words | None
    presentation: str | None
    refs: Numbers
    discrepancies: Words
    note: str | None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A theory of how calcinosis comes about; `in_table2` tells whether Table 2 has it."""

    id: str
    name: str
    in_table2: bool
    section: str
    lines: Lines
    evidence: tuple[Passage, ...]
    refs: Numbers
    discrepancies: Words
    note: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: of whom or what (`subject`), how much (`value`, as printed), and what it means.

    Attributes:
        context_lines: Where the subject is named when that is not in `lines`.
    """

    id: str
    kind: str
    subject: str
    value: str | None
    text: str
    section: str
    lines: Lines
    context_lines: Lines
    refs: Numbers
    discrepancies: Words
    note: str | None


@dataclass(frozen=True, slots=True)
class Subtype:
    """A subtype by name. The review defines none."""

    id: str
    name: str
    definition: str | None
    text: str
    section: str
    lines: Lines
    refs: Numbers


@dataclass(frozen=True, slots=True)
class Node:
    """A step of the pathway: a question, an action that the review describes, or information."""

    id: str
    kind: str
    title: str
    text: str
    section: str
    lines: Lines
    refs: Numbers
    therapies: Words
    discrepancies: Words


@dataclass(frozen=True, slots=True)
class Edge:
    """A way between two steps; `basis` is stated, implied, or layout (ours, so that the graph can be walked)."""

    start: str
    end: str
    condition: str
    basis: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A stored bibliographic record that seems to be the cited paper. None of this is in the review's text."""

    authors: str | None
    year: int | None
    title: str | None
    journal: str | None
    volume: int | None
    issue: int | str | None
    pages: str | None
    doi: str | None
    pmid: int | None
    confidence: str
    match_basis: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference number of the review and where it is called; the text at hand has no reference list.

    Attributes:
        lines: Where the number is printed.
        context_lines: The passages that the number closes.
    """

    ref: int
    author_as_printed: str | None
    year_as_printed: int | None
    cited_for: str
    lines: Lines
    context_lines: Lines
    status: str
    found: FoundRecord | None


@dataclass(frozen=True, slots=True)
class Review:
    """The article itself."""

    title: str
    authors: Words
    lines: Lines
    journal: str
    volume: int
    issue: int
    year: int
    note: str
    abbreviations: tuple[Passage, ...]
    response_definitions: tuple[Passage, ...]
    response_definitions_apply_to: str
