"""`group`, `computed` and `note`: fields that hold fields, or ask for nothing."""

from collections.abc import Mapping
from typing import ClassVar, Final

from forms.definition import Field
from forms.fields.kind import Fault, Kind, Normaliser, Refused
from forms.fields.setting import Setting, Whole, Words
from kernel.json_types import Json

MAX_ITEMS: Final = 100


class GroupKind(Kind):
    """Several items of the same fields (世帯員, 品目, …); `forms.validation` reads each item."""

    types = ("group",)
    settings: ClassVar[Mapping[str, Setting]] = {"min_items": Whole(0, MAX_ITEMS), "max_items": Whole(1, MAX_ITEMS)}

    def normaliser(self, asked: Field) -> Normaliser:
        """Return what accepts a list of objects, not longer than the form allows."""
        most = most_items(asked)

        def normalise(raw: Json) -> Json:
            if raw is None or raw == "":
                return None
            if not isinstance(raw, list | tuple):
                raise Refused(Fault("answer.not_a_list"))
            if len(raw) > most * 2:  # blank items will be dropped; beyond that nobody typed it
                raise Refused(Fault("answer.too_many", (), {"limit": most}))
            for place, item in enumerate(raw):
                if item is not None and not isinstance(item, Mapping):
                    raise Refused(Fault("answer.not_an_item", (place,)))
            return raw

        return normalise

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002
        """Return how many items there are; pages and summaries show the items themselves."""
        count = len(value) if isinstance(value, list | tuple) else 0
        return f"{count}件" if language != "en" else f"{count} item{'s' * (count != 1)}"

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:  # noqa: ARG002
        """Return the number of items."""
        return {"count": len(value) if isinstance(value, list | tuple) else 0}


class ComputedKind(Kind):
    """A value that the server computes; whatever was sent for it is ignored."""

    types = ("computed",)
    asks = False

    def normaliser(self, asked: Field) -> Normaliser:  # noqa: ARG002
        """Return what forgets every answer."""
        return lambda _raw: None

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002
        """Return the value in words."""
        if isinstance(value, bool):
            return ("はい" if value else "いいえ") if language != "en" else ("Yes" if value else "No")
        if isinstance(value, int | float):
            return f"{value:,}"
        return value if isinstance(value, str) else ""

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:  # noqa: ARG002
        """Return the value itself."""
        return {"": value}


class NoteKind(Kind):
    """An explanation between the questions."""

    types = ("note",)
    settings: ClassVar[Mapping[str, Setting]] = {"text": Words()}
    asks = False

    def normaliser(self, asked: Field) -> Normaliser:  # noqa: ARG002
        """Return what forgets every answer."""
        return lambda _raw: None

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:  # noqa: ARG002
        """Return nothing."""
        return {}


def most_items(asked: Field) -> int:
    """Return how many items a group may have."""
    given = asked.settings.get("max_items")
    return int(given) if isinstance(given, int | float) else MAX_ITEMS


def fewest_items(asked: Field) -> int:
    """Return how many items a group that is asked for must have at least."""
    given = asked.settings.get("min_items")
    return int(given) if isinstance(given, int | float) else 0
