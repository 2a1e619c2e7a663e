"""Where attachments stand in answers: `certificate` of the form, or `members.0.certificate` of an item of a group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.definition import Field, Form
from forms.fields.structure import most_items
from kernel.json_types import Json


@dataclass(frozen=True, slots=True)
class FilePlace:
    """One question for attachments: the field, and in which item of which group it is asked."""

    field: Field
    group: Field | None = None
    item: int = 0

    @property
    def name(self) -> str:
        """What the page calls it."""
        return self.field.key if self.group is None else f"{self.group.key}.{self.item}.{self.field.key}"

    @property
    def kept_as(self) -> str:
        """What an attachment says that it answers; items may move, so that their number is no part of it."""
        return self.field.key if self.group is None else f"{self.group.key}.{self.field.key}"

    def files(self, answers: Mapping[str, Json]) -> list[Json]:
        """Return what is attached here."""
        found = answers.get(self.field.key) if self.group is None else self._item(answers).get(self.field.key)
        return [*found] if isinstance(found, list | tuple) else []

    def with_files(self, answers: Mapping[str, Json], files: list[Json]) -> dict[str, Json]:
        """Return `answers` with `files` attached here; items up to this one come to be."""
        if self.group is None:
            return {**answers, self.field.key: files}
        items = self._items(answers)
        items += [{} for _ in range(self.item + 1 - len(items))]
        items[self.item] = {**self._item(answers), self.field.key: files}
        return {**answers, self.group.key: items}

    def _items(self, answers: Mapping[str, Json]) -> list[Json]:
        found = answers.get(self.group.key) if self.group is not None else None
        return [*found] if isinstance(found, list | tuple) else []

    def _item(self, answers: Mapping[str, Json]) -> Mapping[str, Json]:
        items = self._items(answers)
        found = items[self.item] if self.item < len(items) else None
        return found if isinstance(found, Mapping) else {}


def file_places(form: Form) -> Iterator[FilePlace]:
    """Yield every place of `form` for attachments; of groups every item that there may be."""
    for field in form.fields():
        if field.type == "file":
            yield FilePlace(field)
        elif field.type == "group":
            inner = [each for each in field.fields if each.type == "file"]
            yield from (FilePlace(each, field, item) for item in range(most_items(field)) for each in inner)


def file_place(form: Form, name: str) -> FilePlace | None:
    """Return the place that a page calls `name`, or None."""
    return next((place for place in file_places(form) if place.name == name), None)
