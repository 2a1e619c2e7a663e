"""The scripts of the editors as Vite has built them: `static/build/manifest.json` says which files an entry needs.

A house without them (nobody ran `make setup`) still serves every other page; the editors' pages say what is missing.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = "build"


@dataclass(frozen=True, slots=True)
class Entry:
    """A script to load, the scripts that it imports, and its style sheets; names below `static/`."""

    script: str
    imports: tuple[str, ...]
    styles: tuple[str, ...]


def entry(name: str) -> Entry | None:
    """Return what the page of the editor `name` (form, flow, table) loads, or None when nothing has been built."""
    path = ROOT / "static" / FOLDER / "manifest.json"
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _entries(path, stamp).get(name)


@cache
def _entries(path: Path, stamp: int) -> dict[str, Entry]:
    del stamp  # a new build is a new question
    manifest: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {str(part["name"]): _entry(manifest, key) for key, part in manifest.items() if part.get("isEntry")}


def _entry(manifest: dict[str, dict[str, Any]], key: str) -> Entry:
    parts = [key]
    for part in parts:
        parts += [each for each in manifest[part].get("imports", ()) if each not in parts]
    styles = [style for part in reversed(parts) for style in manifest[part].get("css", ())]
    return Entry(
        script=f"{FOLDER}/{manifest[key]['file']}",
        imports=tuple(f"{FOLDER}/{manifest[part]['file']}" for part in parts[1:]),
        styles=tuple(f"{FOLDER}/{style}" for style in dict.fromkeys(styles)),
    )
