"""Answers that have named parts: what names, addresses and bank accounts share."""

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar, TypeAlias

from forms.definition import Field
from forms.fields.kind import Fault, Kind, Normaliser, Refused
from kernel.json_types import Json
from kernel.text import Text

PartReader: TypeAlias = Callable[[Json, str], str | None]
"""Turns what was typed into one part (its key comes second) into text; refuses what cannot be it."""


class PartsKind(Kind):
    """A value that is an object of texts."""

    parts: ClassVar[Mapping[str, PartReader]]
    labels: ClassVar[Mapping[str, Text]]
    needed: ClassVar[tuple[str, ...]]

    def normaliser(self, asked: Field) -> Normaliser:  # noqa: ARG002  # parts are alike in every form
        """Return what reads every part and keeps those that say something."""
        return self._read

    def gaps(self, value: Json) -> Iterator[Fault]:
        """Yield the parts that a value begun to be filled in still lacks."""
        if isinstance(value, Mapping):
            for part in self.needed:
                if not value.get(part):
                    yield Fault("answer.part_required", (part,), {"part": self.labels[part]})

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:  # noqa: ARG002
        """Return a column for each part."""
        given = value if isinstance(value, Mapping) else {}
        return {part: given.get(part) for part in self.parts}

    def _read(self, raw: Json) -> Json:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise Refused(Fault("answer.not_parts"))
        faults = [Fault("answer.unknown_part", (str(name)[:80],)) for name in raw if name not in self.parts]
        value: dict[str, Json] = {}
        for part, reader in self.parts.items():
            try:
                text = reader(raw.get(part), part)
            except Refused as refused:
                faults.extend(refused.faults)
            else:
                if text is not None:
                    value[part] = text
        if faults:
            raise Refused(*faults)
        return value or None
