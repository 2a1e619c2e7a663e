"""A backup on disk (format `minaoshi.backup/1`): plain files that any database and any program can read.

    TARGET/files/ab/abcd…              attachments by the hash of their content, shared by all backups
    TARGET/20261126T041500Z/tables/*   a table each: gzip, a JSON array a line, the first line names the columns
    TARGET/20261126T041500Z/witness/*  what the witness had seen before
    TARGET/20261126T041500Z/secret_key the installation's key, where it is kept in a file
    TARGET/20261126T041500Z/manifest.json  written last: what is there, how many rows, which hashes

Values are those of the columns: instants in microseconds, JSON as text, bytes in base 64.
"""

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kernel.json_types import JsonObject
from upkeep.errors import Damaged, NoBackup

FORMAT: Final = "minaoshi.backup/1"
MANIFEST: Final = "manifest.json"
TABLES: Final = "tables"
FILES: Final = "files"
WITNESS: Final = "witness"
KEY: Final = "secret_key"
_SUFFIX: Final = ".jsonl.gz"
_QUICKLY: Final = 1
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says about itself. `key_mark` tells the key without giving it away."""

    made_at: str
    revision: str
    key_mark: str
    rows: Mapping[str, int]
    """By table the number of its rows."""
    hashes: Mapping[str, str]
    """By name of a file in the backup the SHA-256 of its content."""
    attachments: int


def write_table(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write a table's rows; return how many there were."""
    count = 0
    with gzip.open(folder / f"{name}{_SUFFIX}", "wt", encoding="utf-8", compresslevel=_QUICKLY) as file:
        file.write(json.dumps(columns) + "\n")
        for row in rows:
            file.write(json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    return count


def read_table(folder: Path, name: str) -> Iterator[list[Any]]:
    """Yield the names of the columns, then row by row their values."""
    with gzip.open(folder / f"{name}{_SUFFIX}", "rt", encoding="utf-8") as file:
        for line in file:
            yield [_value(each) for each in json.loads(line)]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest: from here on the backup counts."""
    document: JsonObject = {
        "format": FORMAT, "made_at": manifest.made_at, "revision": manifest.revision, "key_mark": manifest.key_mark,
        "rows": dict(manifest.rows), "hashes": dict(manifest.hashes), "attachments": manifest.attachments,
    }  # fmt: skip
    (folder / MANIFEST).write_text(json.dumps(document, indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return what the backup in `folder` says about itself, or raise `NoBackup`."""
    try:
        document = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if document.pop("format") != FORMAT:
            raise NoBackup(folder=str(folder))
        return Manifest(**document)
    except (OSError, ValueError, TypeError, KeyError):
        raise NoBackup(folder=str(folder)) from None


def hashes_in(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `folder` by its name, the manifest left out."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {str(path.relative_to(folder)): sha256_of(path) for path in files}


def check_hashes(folder: Path, manifest: Manifest) -> None:
    """See that the backup holds what was written into it, or raise `Damaged`."""
    for name, expected in manifest.hashes.items():
        path = folder / name
        if not path.is_file() or sha256_of(path) != expected:
            raise Damaged(file=name)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def copy_safely(source: Path, target: Path, mode: int = 0o600) -> None:
    """Copy a file so that it is there whole, and on the disk, or not at all."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    with source.open("rb") as read, open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as written:
        while chunk := read.read(_CHUNK):
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    part.replace(target)


def _plain(value: Any) -> Any:
    return {"b": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _value(value: Any) -> Any:
    return base64.b64decode(value["b"]) if isinstance(value, dict) else value
