"""`text` and `textarea` (文字): any text, in NFC; width and kana are converted, not refused."""

import re
from collections.abc import Mapping
from typing import ClassVar, Final

from forms.definition import Field
from forms.fields.kind import Fault, Kind, Normaliser, Refused, typed_text
from forms.fields.setting import OneOf, Pattern, Setting, Whole, compiled_pattern
from kernel.json_types import Json
from kernel.text_ja import to_full_width, to_half_width, to_hiragana, to_katakana

LONGEST: Final = {"text": 1_000, "textarea": 10_000}
_KATAKANA: Final = re.compile("[ァ-ヺー-ヿ゛゜・　 ＝=\u3099\u309a()（）.．-]*")
_HIRAGANA: Final = re.compile("[ぁ-ゖー゛-ゟ・　 \u3099\u309a()（）.．-]*")
_VARIANT_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_WHITE: Final = re.compile(r"[\t\n]+")


class TextKind(Kind):
    """A line of text, or several."""

    types = ("text", "textarea")
    settings: ClassVar[Mapping[str, Setting]] = {
        "min_length": Whole(0, 10_000),
        "max_length": Whole(1, 10_000),
        "pattern": Pattern(),
        "kana": OneOf(("katakana", "hiragana")),
        "width": OneOf(("half", "full")),
    }
    free_text = True

    def normaliser(self, asked: Field) -> Normaliser:
        """Return what trims, converts and checks a text."""
        one_line, kana, width = asked.type == "text", asked.settings.get("kana"), asked.settings.get("width")
        check = _length_and_pattern(asked)

        def normalise(raw: Json) -> Json:
            text = typed_text(raw)
            if text is None:
                return None
            if one_line and ("\n" in text or "\t" in text):
                text = _WHITE.sub(" ", text)
            if kana is not None:
                text = _as_kana(text, katakana=kana == "katakana")
            if width is not None:
                text = to_half_width(text) if width == "half" else to_full_width(text)
            check(text)
            return text

        return normalise


def length_of(text: str) -> int:
    """Return how many characters a person sees in `text`: a variation selector (異体字) adds none."""
    return len(text) if text.isascii() else len(_VARIANT_SELECTORS.sub("", text))


def _as_kana(text: str, *, katakana: bool) -> str:
    converted = to_katakana(text) if katakana else to_hiragana(text)
    if not (_KATAKANA if katakana else _HIRAGANA).fullmatch(converted):
        raise Refused(Fault("answer.not_katakana" if katakana else "answer.not_hiragana"))
    return converted


def _length_and_pattern(asked: Field) -> "_Check":
    low, high = asked.settings.get("min_length"), asked.settings.get("max_length")
    pattern = asked.settings.get("pattern")
    return _Check(
        shortest=int(low) if isinstance(low, int | float) else 0,
        longest=int(high) if isinstance(high, int | float) else LONGEST[asked.type],
        pattern=pattern if isinstance(pattern, str) else None,
    )


class _Check:
    """Refuses a text of a wrong length or form; the pattern must match the whole text, as in HTML."""

    def __init__(self, *, shortest: int, longest: int, pattern: str | None) -> None:
        self.shortest, self.longest = shortest, longest
        self.pattern = None if pattern is None else compiled_pattern(pattern)

    def __call__(self, text: str) -> None:
        """Refuse `text`, or do nothing."""
        length = length_of(text)
        if length > self.longest:
            raise Refused(Fault("answer.too_long", (), {"limit": self.longest}))
        if length < self.shortest:
            raise Refused(Fault("answer.too_short", (), {"limit": self.shortest}))
        if self.pattern is not None and self.pattern.fullmatch(text) is None:
            raise Refused(Fault("answer.wrong_pattern"))
