"""Which pages and fields an applicant is shown, given the answers so far."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from forms.definition import Form
from forms.program import program_of
from forms.resolution import resolve
from kernel.json_types import JsonObject


@dataclass(frozen=True, slots=True)
class Visibility:
    """Pages to show, in order, and the top-level fields that are hidden on them."""

    pages: tuple[str, ...]
    hidden: frozenset[str]

    def page_after(self, key: str) -> str | None:
        """Return the page that follows `key`, or None after the last one."""
        place = self.pages.index(key) + 1 if key in self.pages else 0
        return self.pages[place] if place < len(self.pages) else None


def visibility(form: Form, answers: JsonObject, today: date, *, params: JsonObject | None = None) -> Visibility:
    """Return what is shown. A page with nothing left to show is passed over."""
    hidden = frozenset(resolve(program_of(form), answers, today, params=params or {}, only_page="").hidden)
    return Visibility(pages_shown(form, hidden), hidden)


def pages_shown(form: Form, hidden: AbstractSet[str]) -> tuple[str, ...]:
    """Return the keys of the pages on which something is left to show."""
    return tuple(page.key for page in form.pages if any(asked.key not in hidden for asked in page.fields))
