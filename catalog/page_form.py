"""A procedure page (手続案内) between its document and the flat boxes of an HTML form; nothing is judged here.

Boxes are named `summary.ja`, `needs.en` (a line each), `life_events.birth` (ticked or absent), `letters.0.body.ja`. A
text that is only Japanese stays a plain string; what the form does not know (icon, `x`) stays as it was.
"""

from collections.abc import Mapping
from typing import Final

from catalog.page import FORMAT
from kernel.json_types import Json, JsonObject
from kernel.text import Text

LANGUAGES: Final = ("ja", "en")
TEXTS: Final = ("title", "summary", "who", "fee", "contact")
SHELVES: Final = ("life_events", "categories")
"""Under what residents look: lists of keys, of which the form shows those that it knows as boxes to tick."""
SHOWN: Final = "shelves"
"""The box that says that the boxes to tick were there, so that none of them ticked means none."""
LETTER_TEXTS: Final = ("title", "subject", "body")
MOST_LETTERS: Final = 100


def blank_page(key: str, title: Text) -> JsonObject:
    """Return a page that says the procedure's name and nothing else."""
    return {"format": FORMAT, "key": key, "title": title if isinstance(title, str) else {**title}}


def boxes_of(document: JsonObject) -> dict[str, str]:
    """Return what stands in each box."""
    boxes = {f"{name}.{tag}": _said(document.get(name), tag) for name in TEXTS for tag in LANGUAGES}
    needs = document.get("needs")
    lines = needs if isinstance(needs, list | tuple) else ()
    for tag in LANGUAGES:
        boxes[f"needs.{tag}"] = "\n".join(_said(each, tag) for each in lines).rstrip("\n")
    words = document.get("words")
    boxes["words"] = "、".join(map(str, words)) if isinstance(words, list | tuple) else ""
    minutes = document.get("minutes_to_fill")
    boxes["minutes_to_fill"] = f"{minutes:g}" if isinstance(minutes, int | float) else ""
    boxes |= _applying_boxes(document.get("applying"))
    boxes |= {f"{shelf}.{key}": "1" for shelf in SHELVES for key in _keys(document, shelf)}
    for place, letter in enumerate(letters_of(document)):
        boxes[f"letters.{place}.key"] = str(letter.get("key", ""))
        for name in LETTER_TEXTS:
            boxes |= {f"letters.{place}.{name}.{tag}": _said(letter.get(name), tag) for tag in LANGUAGES}
    return boxes


def page_from(document: JsonObject, boxes: Mapping[str, str]) -> JsonObject:
    """Return `document` with what was typed."""
    texts = {name: _text(boxes, name) for name in TEXTS}
    typed: dict[str, Json] = {
        **texts,
        "title": texts["title"] or "",
        "needs": _needs(boxes),
        "words": [word.strip() for word in boxes.get("words", "").replace(",", "、").split("、") if word.strip()],
        "minutes_to_fill": _number(boxes.get("minutes_to_fill", "")),
        **({"applying": _applying(boxes)} if SHOWN in boxes else {}),
        **({shelf: _ticked(document, boxes, shelf) for shelf in SHELVES} if SHOWN in boxes else {}),
        "letters": [_letter(boxes, place) for place in range(MOST_LETTERS) if f"letters.{place}.key" in boxes],
    }
    kept = {name: value for name, value in document.items() if name not in typed}
    return kept | {name: value for name, value in typed.items() if value not in (None, [])}


def with_letter(document: JsonObject) -> JsonObject:
    """Return `document` with one more letter, under a key that is free."""
    letters = letters_of(document)
    known = {letter.get("key") for letter in letters}
    key = next(name for number in range(1, MOST_LETTERS + 2) if (name := f"letter-{number}") not in known)
    return {**document, "letters": [*letters, {"key": key, "title": "", "subject": "", "body": ""}]}


def without_letter(document: JsonObject, place: int) -> JsonObject:
    """Return `document` without the letter at `place`; a place that is none changes nothing."""
    return {**document, "letters": [each for at, each in enumerate(letters_of(document)) if at != place]}


def with_place(document: JsonObject, place: int, name: str) -> JsonObject:
    """Return `document` with `{{ name }}` at the end of the Japanese body of the letter at `place`."""
    letters = letters_of(document)
    if place >= len(letters):
        return document
    body = letters[place].get("body")
    said = {**body} if isinstance(body, Mapping) else {"ja": str(body or "")}
    written = {**said, "ja": f"{said.get('ja', '')}{{{{ {name} }}}}"}
    letter: JsonObject = {**letters[place], "body": written["ja"] if written.keys() == {"ja"} else written}
    return {**document, "letters": [letter if at == place else each for at, each in enumerate(letters)]}


def letters_of(document: JsonObject) -> list[JsonObject]:
    """Return the letters of a page document."""
    letters = document.get("letters")
    return [each for each in letters if isinstance(each, Mapping)] if isinstance(letters, list | tuple) else []


def _keys(document: JsonObject, shelf: str) -> list[str]:
    keys = document.get(shelf)
    return [str(key) for key in keys] if isinstance(keys, list | tuple) else []


def _ticked(document: JsonObject, boxes: Mapping[str, str], shelf: str) -> list[Json]:
    """Return the keys that are ticked: those of before in their order, then the new ones."""
    ticked = [name.removeprefix(f"{shelf}.") for name in boxes if name.startswith(f"{shelf}.")]
    kept = [key for key in _keys(document, shelf) if key in ticked]
    return [*kept, *(key for key in ticked if key not in kept)]


def _said(text: Json, tag: str) -> str:
    if isinstance(text, Mapping):
        return str(text.get(tag, ""))
    return text if isinstance(text, str) and tag == "ja" else ""


def _text(boxes: Mapping[str, str], name: str) -> Json:
    said = {tag: boxes.get(f"{name}.{tag}", "").replace("\r\n", "\n").strip() for tag in LANGUAGES}
    return _plain(said)


def _plain(said: Mapping[str, str]) -> Json:
    kept = {tag: text for tag, text in said.items() if text}
    return None if not kept else kept["ja"] if kept.keys() == {"ja"} else {**kept}


def _needs(boxes: Mapping[str, str]) -> list[Json]:
    lines = {tag: boxes.get(f"needs.{tag}", "").replace("\r\n", "\n").split("\n") for tag in LANGUAGES}
    longest = max(map(len, lines.values()))
    found = (
        _plain({tag: said[place].strip() if place < len(said) else "" for tag, said in lines.items()})
        for place in range(longest)
    )
    return [each for each in found if each is not None]


def _letter(boxes: Mapping[str, str], place: int) -> Json:
    texts = {name: _text(boxes, f"letters.{place}.{name}") or "" for name in LETTER_TEXTS}
    return {"key": boxes[f"letters.{place}.key"].strip(), **texts}


def _applying_boxes(applying: Json) -> dict[str, str]:
    given = applying if isinstance(applying, Mapping) else {}
    cosigners = given.get("cosigners")
    counts = cosigners if isinstance(cosigners, Mapping) else {}
    boxes = {"applying.min": counts.get("min"), "applying.max": counts.get("max"), "applying.days": given.get("days")}
    found = {name: str(value) for name, value in boxes.items() if isinstance(value, int)}
    return found | ({"applying.proxy": "1"} if given.get("proxy") is True else {})


def _applying(boxes: Mapping[str, str]) -> Json:
    """Return who may apply beside the applicant; None where nobody may."""
    least, most, days = (_number(boxes.get(f"applying.{name}", "")) for name in ("min", "max", "days"))
    found: dict[str, Json] = {"proxy": True} if boxes.get("applying.proxy") else {}
    if most or least:
        found["cosigners"] = {**({"min": least} if least else {}), "max": most or least}
    if found and days:
        found["days"] = days
    return found or None


def _number(typed: str) -> Json:
    try:
        number = float(typed.strip())
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
