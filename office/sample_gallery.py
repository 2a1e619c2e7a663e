"""The procedures that come with the product, to begin with: as they are, redesigned, with the planned effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from catalog.copying import Original
from catalog.drafts import Kind, kind_of
from kernel.documents import read_json
from kernel.errors import NotFound
from kernel.json_types import JsonObject
from kernel.text import Text
from office.gallery import SHOWN, Gain
from workflow.codec import require_flow
from workflow.measures import Measures, measure

FOLDER: Final = Path(__file__).resolve().parents[1] / "samples"
_FLOWS: Final = ("as-is", "to-be")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample with what its redesign plans to save."""

    key: str
    title: Text
    summary: Text
    department: str
    gains: Mapping[str, Gain]


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """Return every sample with both flows and a page; computed once per process: files of ours do not change."""
    return tuple(_sample(folder) for folder in sorted(FOLDER.glob("*")) if (folder / "procedure.json").exists())


def sample_original(key: str) -> Original:
    """Return the documents of a sample, or raise `NotFound`."""
    known = next((each for each in samples() if each.key == key), None)
    if known is None:
        raise NotFound
    documents = []
    for path in sorted((FOLDER / known.key).glob("*.json")):
        document = _read(path)
        kind: Kind = kind_of(document)
        documents.append((kind, str(document["stage"] if kind == "flow" else document["key"]), document))
    return Original(known.title, known.department, documents)


def _sample(folder: Path) -> Sample:
    page = _read(folder / "procedure.json")
    before, after = (require_flow(_read(folder / f"{name}.json")) for name in _FLOWS)
    old, new = _figures(measure(before)), _figures(measure(after))
    return Sample(
        key=folder.name,
        title=_text(page, "title"),
        summary=_text(page, "summary"),
        department=after.owner or "",
        gains={name: Gain(old[name], new[name], None) for name in SHOWN},
    )


def _figures(measures: Measures) -> Mapping[str, float | None]:
    return {"touch_minutes": measures.touch_minutes, "lead_time_days": measures.lead_time_days.mean}


def _read(path: Path) -> JsonObject:
    document = read_json(path.read_bytes())
    assert isinstance(document, dict)
    return document


def _text(page: JsonObject, name: str) -> Text:
    said = page.get(name)
    return {str(tag): str(text) for tag, text in said.items()} if isinstance(said, dict) else str(said or "")
