"""Sentences for people from layers that know no Qt.

A ``Message`` is an English template with named fields and its arguments. Marking the template with
``QT_TRANSLATE_NOOP`` lets ``lupdate`` collect it; the window translates it, the command line prints it as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Marked(NamedTuple):
    """A template and the context under which translators find it."""

    context: str
    template: str


def QT_TRANSLATE_NOOP(context: str, template: str) -> Marked:  # noqa: N802 - the name that lupdate looks for
    """Mark a template for translation; returns it unchanged with its context."""
    return Marked(context, template)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that can be translated later.

    Attributes:
        context: Where translators find it.
        template: English text with fields like ``{mrn}``.
        args: What fills the fields; numbers and dates are formatted by whoever shows the message.
    """

    context: str
    template: str
    args: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence."""
        return self.template.format(**self.args)


def say(marked: Marked, **args: object) -> Message:
    """Build a message from a marked template."""
    return Message(marked.context, marked.template, args)
