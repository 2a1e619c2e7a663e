"""Reading one value of the environment at a time, and refusing it with a sentence that names its variable."""

from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit


class BadSetting(ValueError):
    """A value of the environment that cannot be used; its text says which one and what to write instead."""

    def __init__(self, name: str, ja: str, en: str) -> None:
        super().__init__(f"設定 {name} が正しくありません：{ja} / {name}: {en}")
        self.name = name


def whole(values: Mapping[str, str], name: str, low: int, high: int) -> int:
    """Return the whole number that `name` holds, between `low` and `high` inclusive."""
    text = values[name]
    if text.isascii() and text.isdecimal() and len(text) <= 9 and low <= int(text) <= high:
        return int(text)
    raise BadSetting(
        name,
        f"「{text}」ではなく {low} から {high} までの整数を書いてください。",
        f"write a whole number from {low} to {high}, not “{text}”.",
    )


def share(values: Mapping[str, str], name: str) -> float:
    """Return the share (0 to 1) that `name` holds."""
    try:
        found = float(values[name])
    except ValueError:
        found = -1.0
    if 0.0 <= found <= 1.0:
        return found
    raise BadSetting(
        name,
        f"「{values[name]}」ではなく 0 から 1 までの数を書いてください（0.05 は 5 %）。",
        f"write a number from 0 to 1 (0.05 is 5 %), not “{values[name]}”.",
    )


def flag(values: Mapping[str, str], name: str) -> bool:
    """Return whether `name` says yes."""
    match values[name].lower():
        case "1" | "yes" | "true" | "on":
            return True
        case "0" | "no" | "false" | "off":
            return False
    raise BadSetting(name, "yes か no を書いてください。", f"write yes or no, not “{values[name]}”.")


def one_of(values: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """Return the word that `name` holds, in small letters, if it is among `known`."""
    text = values[name].lower()
    if text in known:
        return text
    listed = ", ".join(known)
    raise BadSetting(name, f"{listed} のどれかを書いてください。", f"write one of {listed}, not “{values[name]}”.")


def address(name: str, text: str) -> SplitResult:
    """Return the parts of the URL `text`, the value of `name`."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where the port is no number
    except ValueError as error:
        raise BadSetting(name, "URL として読めません。", "this is not a URL.") from error
    return parts
