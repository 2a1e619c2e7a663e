"""`file` (添付書類): references to uploads that the intake has stored and measured; never paths, never content."""

import re
from collections.abc import Mapping
from typing import ClassVar, Final

from forms.definition import Field
from forms.fields.kind import Fault, Kind, Normaliser, Refused, typed_text
from forms.fields.setting import Accept, Setting, SomeOf, Whole
from kernel.json_types import Json

PROPERTIES: Final = frozenset({"id", "name", "size", "type", "sha256"})
DEFAULT_MB: Final = 10
DEFAULT_COUNT: Final = 10
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}")


class FileKind(Kind):
    """One upload or several."""

    types = ("file",)
    settings: ClassVar[Mapping[str, Setting]] = {
        "accept": Accept(),
        "max_mb": Whole(1, 100),
        "max_count": Whole(1, 50),
        "instead": SomeOf(("later", "paper")),
    }

    def normaliser(self, asked: Field) -> Normaliser:
        """Return what checks a list of references against the settings."""
        most, megabytes = most_files(asked), most_megabytes(asked)
        accept = accepted_types(asked)

        def normalise(raw: Json) -> Json:
            if raw is None or raw == "":
                return None
            if not isinstance(raw, list | tuple):
                raise Refused(Fault("answer.not_an_upload"))
            if len(raw) > most:
                raise Refused(Fault("answer.too_many_files", (), {"limit": most}))
            references = [_reference(item, place) for place, item in enumerate(raw)]
            for place, reference in enumerate(references):
                _check(reference, place, accept, megabytes)
            return list(references) or None

        return normalise

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002  # file names are not translated
        """Return the names of the files."""
        names = [str(item.get("name", "")) for item in _objects(value)]
        return ("、" if language != "en" else ", ").join(names)

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:  # noqa: ARG002
        """Return names and digests."""
        given = _objects(value)
        return {
            "": "; ".join(str(item.get("name", "")) for item in given) or None,
            "sha256": "; ".join(str(item.get("sha256", "")) for item in given) or None,
        }


def most_files(asked: Field) -> int:
    """Return how many files may be attached."""
    given = asked.settings.get("max_count")
    return int(given) if isinstance(given, int | float) else DEFAULT_COUNT


def most_megabytes(asked: Field) -> int:
    """Return how many megabytes a file may have."""
    given = asked.settings.get("max_mb")
    return int(given) if isinstance(given, int | float) else DEFAULT_MB


def accepted_types(asked: Field) -> tuple[str, ...]:
    """Return the accepted media types and endings; none means any."""
    given = asked.settings.get("accept")
    return tuple(map(str, given)) if isinstance(given, list | tuple) else ()


def accepts(accept: tuple[str, ...], name: str, media_type: str) -> bool:
    """Return whether a file of that name and type is among `accept`."""
    family = media_type.partition("/")[0] + "/*"
    return not accept or any(
        name.lower().endswith(item) if item.startswith(".") else item in (media_type, family) for item in accept
    )


def _objects(value: Json) -> list[Mapping[str, Json]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


def _reference(item: Json, place: int) -> dict[str, Json]:
    if not isinstance(item, Mapping) or item.keys() != PROPERTIES:
        raise Refused(Fault("answer.not_an_upload", (place,)))
    size, name = item["size"], typed_text(item["name"], limit=255, at=(place, "name"))
    shapes = ((item["id"], _ID), (item["type"], _TYPE), (item["sha256"], _SHA256))
    if (
        name is None
        or isinstance(size, bool)
        or not isinstance(size, int)
        or size < 0
        or not all(isinstance(text, str) and pattern.fullmatch(text) for text, pattern in shapes)
    ):
        raise Refused(Fault("answer.not_an_upload", (place,)))
    return {"id": item["id"], "name": name, "size": size, "type": item["type"], "sha256": item["sha256"]}


def _check(reference: Mapping[str, Json], place: int, accept: tuple[str, ...], megabytes: int) -> None:
    name, size = str(reference["name"]), reference["size"]
    if isinstance(size, int) and size > megabytes * 1024 * 1024:
        raise Refused(Fault("answer.file_too_large", (place,), {"limit": megabytes, "name": name}))
    if not accepts(accept, name, str(reference["type"])):
        raise Refused(Fault("answer.file_not_accepted", (place,), {"accepted": " ".join(accept), "name": name}))
