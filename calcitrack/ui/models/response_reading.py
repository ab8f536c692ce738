"""How responses are to be read, in words: the rule of the proposals, the definition, the course of the disease, chance.

What comes from the review is read at the first call: the content is not wanted before the first paint.
"""

from __future__ import annotations

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.ui.i18n import translate
from calcitrack.ui.models.error_words import error_text


def rule_sentence(rules: RuleSettings) -> str:
    """Which rule the proposals follow, where its figures come from, and for what they are not validated."""
    told = translate(
        "Responses",
        "The rule: smaller is an area more than {percent} % below baseline and length + width down by more than the "
        "reading error of {error} mm; both are settings of this clinic. ±25 % at one year is validated for the hand "
        "radiograph score only (Valenzuela 2022), not for sizes of lesions.",
    )
    sentence = told.format(percent=rules.threshold_percent, error=error_text(rules))
    if rules.own_errors or rules.reading_error_mm != RuleSettings().reading_error_mm:
        return sentence
    begun = translate(
        "Responses", "The reading error is the value to begin with, until the clinic has measured its own."
    )
    return f"{sentence} {begun}"


def chance_sentence() -> str:
    """Why a lesion that grows slower on a drug may do so without it."""
    return translate(
        "Responses",
        "Drugs are started when lesions grow, and what has just grown fast tends to grow slower afterwards: a later "
        "slowing may be chance.",
    )


def definition_sentence() -> str:
    """The published definition of the classes, in our words, with its place in the review."""
    from calcitrack.guidance.content_reader import written_lines
    from calcitrack.guidance.natural_course import definition_of_response

    node = definition_of_response()
    return translate("Responses", "{text} (Lines {lines} of the review.)").format(
        text=node.text, lines=written_lines(node.lines)
    )


def natural_course_words(record: PatientRecord) -> tuple[str, str]:
    """What the review says of the course of this patient's disease, and the step of the pathway that tells it."""
    from calcitrack.guidance.content_reader import written_lines
    from calcitrack.guidance.natural_course import natural_course, sources_differ

    told = []
    nodes = natural_course(record.patient.diagnoses)
    template = translate("Responses", "The natural history in the review: {text} (Lines {lines}.)")
    differs = translate("Responses", "Sources differ ({id}): {first} / {second} (Lines {lines}.)")
    for node in nodes:
        told.append(template.format(text=node.text, lines=written_lines(node.lines)))
        for one in sources_differ(node):
            if one.statement_b is not None:
                lines = written_lines((*one.statement_a.lines, *one.statement_b.lines))
                first, second = one.statement_a.text, one.statement_b.text
                told.append(differs.format(id=one.id, first=first, second=second, lines=lines))
    return "\n".join(told), nodes[0].id
