"""Words in pictures: wrapped by width, escaped for DOT, with the signs of a comparison."""

import unicodedata
from typing import Final

from kernel.text import Text, say

WIDTH: Final = 16
LINES: Final = 3
NO_BREAK_BEFORE: Final = frozenset("、。，．）」』】〕ー々・：；？！)],.:;?!ゃゅょっャュョッ％")


def wrapped(text: str, *, width: int = WIDTH, lines: int = LINES) -> str:
    """Break `text` into at most `lines` lines of `width` columns (a Japanese character takes two)."""
    plain = " ".join(text.split())
    rows = _rows(plain, width)
    if 1 < len(rows) <= lines:  # even lines: a single character left over on the last one is hard to read
        even = _rows(plain, -(-_columns(plain) // len(rows)) + 2)
        rows = even if len(even) == len(rows) else rows
    if len(rows) > lines:
        rows = [*rows[: lines - 1], rows[lines - 1][:-1] + "…"]
    return "\n".join(rows)


def quoted(text: str) -> str:
    """Return `text` as a DOT string: nothing in it can end the string or be read as markup or an escape."""
    plain = "".join(char for char in text if char == "\n" or unicodedata.category(char)[0] != "C")
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def label(title: Text, key: str, language: str) -> str:
    """Return the words for a node: its title, or its key where there is none."""
    return wrapped(say(title, language) or key)


def _rows(text: str, width: int) -> list[str]:
    rows, row, used = [], "", 0
    for word in _tokens(text):
        size = _columns(word)
        if used and used + size > width and word[0] not in NO_BREAK_BEFORE:
            rows.append(row.rstrip())
            row, used = "", 0
            if word == " ":
                continue
        row, used = row + word, used + size
    return [*rows, row.rstrip()] if row.strip() or not rows else rows


def _tokens(text: str) -> list[str]:
    """Split where a line may break: at spaces, and around every wide character."""
    tokens: list[str] = []
    for char in text:
        narrow = char != " " and _columns(char) == 1
        if narrow and tokens and tokens[-1] != " " and _columns(tokens[-1][-1]) == 1:
            tokens[-1] += char
        else:
            tokens.append(char)
    return tokens


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
