"""`choice`, `choices`, `yesno` and `consent`: answers that are picked.

With `other: true` a free text may stand for an option: the value is then that text itself. What equals the key
of an option is that option.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from forms.definition import Field, FieldType
from forms.fields.kind import Fault, Kind, Normaliser, Refused, typed_text
from forms.fields.setting import Flag, Setting
from kernel.json_types import Json
from kernel.text import say

MAX_OTHER: Final = 200
_YES: Final = frozenset({"true", "yes", "on", "1", "はい"})
_NO: Final = frozenset({"false", "no", "off", "0", "いいえ"})


class ChoiceKind(Kind):
    """One of several options."""

    types = ("choice",)
    settings: ClassVar[Mapping[str, Setting]] = {"other": Flag()}
    free_text = True

    def normaliser(self, asked: Field) -> Normaliser:
        """Return what accepts an option's key, or a free text where there may be one."""
        keys, other = _keys(asked)
        return lambda raw: _picked(raw, keys, other=other)

    def display(self, asked: Field, value: Json, language: str) -> str:
        """Return the label of the option, or the free text."""
        return _label(asked, value, language)

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:
        """Return the key and the label."""
        return {"": value, "label": self.display(asked, value, "ja")}


class ChoicesKind(Kind):
    """Any number of the options, in the order of the form."""

    types = ("choices",)
    settings: ClassVar[Mapping[str, Setting]] = {"other": Flag()}
    free_text = True

    def normaliser(self, asked: Field) -> Normaliser:
        """Return what accepts a list of keys, each at most once."""
        keys, other = _keys(asked)
        limit = len(keys) + 1

        def normalise(raw: Json) -> Json:
            listed = raw if isinstance(raw, list | tuple) else (raw,)
            if len(listed) > limit * 2:
                raise Refused(Fault("answer.too_many", (), {"limit": limit}))
            picked = {one for one in (_picked(item, keys, other=other) for item in listed) if one is not None}
            free = sorted(picked - keys.keys())
            if len(free) > 1:
                raise Refused(Fault("answer.too_many", (), {"limit": limit}))
            return [*sorted(picked & keys.keys(), key=keys.__getitem__), *free] or None

        return normalise

    def display(self, asked: Field, value: Json, language: str) -> str:
        """Return the labels, joined as the language joins them."""
        if not isinstance(value, list | tuple):
            return ""
        return ("、" if language != "en" else ", ").join(_label(asked, item, language) for item in value)

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:
        """Return the keys and the labels."""
        keys = ";".join(map(str, value)) if isinstance(value, list | tuple) else None
        return {"": keys, "label": self.display(asked, value, "ja")}


class YesNoKind(Kind):
    """Yes or no."""

    types: ClassVar[tuple[FieldType, ...]] = ("yesno",)

    def normaliser(self, asked: Field) -> Normaliser:  # noqa: ARG002  # every yes is read alike
        """Return what reads yes or no."""
        return _yes_or_no

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002
        """Return はい or いいえ."""
        if not isinstance(value, bool):
            return ""
        return ("はい" if value else "いいえ") if language != "en" else ("Yes" if value else "No")

    def export(self, asked: Field, value: Json) -> Mapping[str, Json]:  # noqa: ARG002
        """Return the boolean."""
        return {"": value}


class ConsentKind(YesNoKind):
    """Something one has to agree to; whether it was ticked is asked when the form is validated."""

    types = ("consent",)

    def normaliser(self, asked: Field) -> Normaliser:  # noqa: ARG002
        """Return what reads a tick; an absent one is no consent."""
        return lambda raw: True if _yes_or_no(raw) else None

    def display(self, asked: Field, value: Json, language: str) -> str:  # noqa: ARG002
        """Return 同意する."""
        if value is not True:
            return ""
        return "同意する" if language != "en" else "Agreed"


def _keys(asked: Field) -> tuple[dict[str, int], bool]:
    return {option.key: place for place, option in enumerate(asked.options)}, asked.settings.get("other") is True


def _picked(raw: Json, keys: Mapping[str, int], *, other: bool) -> str | None:
    if isinstance(raw, str) and raw in keys:
        return raw
    if other and isinstance(raw, Mapping) and raw.keys() == {"other"}:  # その他 with its box, as a page sends it
        raw = raw["other"]
    text = typed_text(raw, limit=MAX_OTHER)
    if text is None or text in keys or other:
        return text
    raise Refused(Fault("answer.not_an_option"))


def _label(asked: Field, value: Json, language: str) -> str:
    if not isinstance(value, str):
        return ""
    return next((say(option.label, language) for option in asked.options if option.key == value), value)


def yes_or_no(raw: Json) -> bool | None:
    """Return what was picked, or None where nothing was or it cannot be told."""
    try:
        return _yes_or_no(raw)
    except Refused:
        return None


def _yes_or_no(raw: Json) -> bool | None:
    if isinstance(raw, bool):
        return raw
    text = typed_text(raw, limit=20)
    if text is None:
        return None
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise Refused(Fault("answer.not_yes_or_no"))
