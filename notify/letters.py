"""Letters (通知文): templates with `{{ field_key }}` places, filled by our own code and no template engine.

A value is put in as plain text; a place without a value becomes an empty string. Nothing in a value is read again,
so an applicant who types `{{ x }}` into a field gets exactly that back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from catalog.page import PLACE, Letter
from kernel.text import say


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter ready to go: one line of subject, a body of lines."""

    subject: str
    body: str


def write(letter: Letter, values: Mapping[str, str], language: str) -> WrittenLetter:
    """Fill `letter` with `values` (texts ready to show) in `language`."""

    def value(match: re.Match[str]) -> str:
        return values.get(match[1], "")

    subject = " ".join(PLACE.sub(value, say(letter.subject, language)).split())
    return WrittenLetter(subject=subject[:200], body=PLACE.sub(value, say(letter.body, language)))
