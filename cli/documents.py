"""Reading the files that a command names, and the forms and tables that lie beside a flow."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from cli.lines import one_line
from cli.messages import MESSAGES
from kernel.documents import MAX_BYTES, read_json
from kernel.errors import UnusableDocument
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem
from kernel.text import say

UNUSABLE: Final = 2
"""Exit status for input that cannot be used; 1 means findings of severity error."""

MAX_SIBLINGS: Final = 200


class UnusableInput(click.ClickException):
    """Input that cannot be used: one clear line on standard error, exit status 2, no traceback."""

    exit_code = UNUSABLE

    def show(self, file: object = None) -> None:
        """Write the line."""
        del file
        click.echo(one_line(self.format_message()), err=True)


@dataclass(frozen=True, slots=True)
class Source:
    """A document and the file that it came from."""

    path: Path
    document: Json

    def refuse(self, problems: tuple[Problem, ...], language: str) -> UnusableInput:
        """Return the refusal of a document that breaks its format: its first problem, and how many more there are."""
        first, more = problems[0], len(problems) - 1
        place = f" {first.pointer}" if first.pointer else ""
        tail = say(MESSAGES.text("cli.and_more", count=more), language) if more else ""
        return UnusableInput(f"{self.path}: {first.code}{place}: {say(first.message, language)}{tail}")


def read_source(path: Path, language: str) -> Source:
    """Read the JSON document in `path` or raise `UnusableInput`."""
    raw = read_bytes(path, MAX_BYTES + 1, language)
    try:
        return Source(path, read_json(raw))
    except UnusableDocument as refusal:
        raise Source(path, None).refuse(refusal.problems, language) from None


def read_bytes(path: Path, most: int, language: str) -> bytes:
    """Return the first `most` bytes of a file, or raise `UnusableInput`."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise unreadable(path, error, language) from None


def unreadable(path: Path, error: OSError, language: str) -> UnusableInput:
    """Return the refusal of a file that cannot be opened."""
    sentence = MESSAGES.text(_CODES.get(type(error), "cli.unreadable"), reason=error.strerror or "")
    return UnusableInput(f"{path}: {say(sentence, language)}")


def pretty(document: Json) -> bytes:
    """Return a document as a person reads it: indented, in UTF-8."""
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def write_result(path: Path, content: bytes, language: str) -> None:
    """Write what a command made, or raise `UnusableInput` when the place cannot be written to."""
    try:
        path.write_bytes(content)
    except OSError as error:
        sentence = MESSAGES.text("cli.cannot_write", reason=error.strerror or "")
        raise UnusableInput(f"{path}: {say(sentence, language)}") from None


def require_format(source: Source, expected: str, language: str) -> None:
    """Raise `UnusableInput` unless the document says that it has the `expected` format."""
    found: Json = source.document.get("format") if isinstance(source.document, dict) else None
    if found == expected:
        return
    code = "cli.no_format" if found is None else "cli.wrong_format"
    sentence = MESSAGES.text(code, expected=expected, found=str(found)[:60])
    raise UnusableInput(f"{source.path}: {say(sentence, language)}")


_CODES: Final[Mapping[type[OSError], str]] = {
    FileNotFoundError: "cli.missing",
    NotADirectoryError: "cli.missing",
    IsADirectoryError: "cli.directory",
    PermissionError: "cli.forbidden",
}


def siblings(path: Path, document_format: str, keys: frozenset[str]) -> Iterator[JsonObject]:
    """Yield the documents of one format from the folder of `path` until each of `keys` has been found.

    A flow names its forms and tables by key; on the command line those are the files beside it. Where one is not
    found, the others are told all the same: then forms do live here, and the missing one is a mistake. Files that
    cannot be read are somebody else's business and are passed over.
    """
    wanted = set(keys)
    for candidate in sorted(path.parent.glob("*.json"))[:MAX_SIBLINGS]:
        if not wanted:
            return
        document = _document_of(candidate, document_format)
        if document is not None:
            wanted.discard(str(document.get("key")))
            yield document


def _document_of(path: Path, document_format: str) -> JsonObject | None:
    """Return the document in `path` if it has this format. Its bytes are asked first: parsing costs far more."""
    try:
        raw = path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_BYTES else b""
        document = read_json(raw) if document_format.encode() in raw.replace(b"\\/", b"/") else None
    except (OSError, UnusableDocument):
        return None
    return document if isinstance(document, dict) and document.get("format") == document_format else None
