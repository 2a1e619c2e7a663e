"""A list of fields that somebody keeps in a sheet, as fields of a form: columns and types are guessed, with reasons.

Nothing is taken over unseen: `read_list` proposes, somebody looks and changes, `form_from_list` makes the document.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from forms.definition import FORMAT, FieldType
from forms.field_codec import CHOOSING, MAX_FIELDS, MAX_OPTIONS
from forms.guesses import guess, heading_key, named_type
from forms.list_messages import COLUMNS, MESSAGES
from kernel.json_types import Json, JsonObject
from kernel.names import KEY
from kernel.text import Text, say
from kernel.text_ja import half_ascii

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "label": ("項目名", "項目", "質問", "質問文", "設問", "見出し", "欄名", "名称", "記入欄", "入力項目", "label",
              "question", "field", "item"),
    "english": ("英語", "英語名", "英語表記", "english", "labelen"),
    "type": ("種類", "型", "データ型", "入力形式", "形式", "入力方法", "タイプ", "項目種別", "type"),
    "required": ("必須", "必須任意", "必須か", "必須項目", "任意必須", "必須区分", "入力必須", "required"),
    "help": ("説明", "補足", "補足説明", "注意", "注意書き", "備考", "ヘルプ", "記入例", "help", "note"),
    "options": ("選択肢", "選択項目", "選択値", "候補", "options", "choices", "values"),
    "length": ("文字数", "字数", "最大文字数", "桁数", "最大桁数", "maxlength", "length"),
    "page": ("ページ", "大項目", "分類", "区分", "大分類", "セクション", "グループ", "page", "section"),
    "key": ("記号", "キー", "変数名", "項目id", "id", "key", "name"),
}  # fmt: skip
"""How headings call the columns; the first that is there counts."""
_PLAIN: Final = tuple((what, tuple(map(heading_key, names))) for what, names in HEADINGS.items())

_NEEDED: Final = re.compile(r"^(?:必須|必要|必|要|はい|有|あり|[○◯〇●◎☑✓レ1]|true|yes|y|required|must)$", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"[、,，;；/／|｜\n]+")
_SEARCHED_ROWS: Final = 20
_LONGEST_LABEL: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedField:
    """A line of the list as a field to be, with the reason of its type. `taken`: proposed for the form."""

    label: str
    type: FieldType
    reason: Text
    taken: bool = True
    english: str = ""
    required: bool = False
    help: str = ""
    options: tuple[str, ...] = ()
    length: int | None = None
    page: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldList:
    """What a sheet says: its fields, and from which columns they were read."""

    fields: tuple[ListedField, ...]
    notes: tuple[Text, ...]


def read_list(rows: Sequence[Sequence[str]]) -> FieldList:
    """Return the fields that `rows` list, at most as many as a form may have."""
    heading, columns = _columns(rows)
    if heading is None:
        lines, notes = rows, [MESSAGES.text("list.no_label_column")]
    else:
        lines, named = rows[heading + 1 :], rows[heading]
        notes = [
            MESSAGES.text("list.columns", what=COLUMNS[what], column=named[place]) for what, place in columns.items()
        ]
    cells = ({what: row[place] if place < len(row) else "" for what, place in columns.items()} for row in lines)
    headings = {what: rows[heading][place] for what, place in columns.items()} if heading is not None else {}
    listed = [_listed(cell, headings) for cell in _with_pages(cells) if cell["label"]][:MAX_FIELDS]
    return FieldList(fields=tuple(_looked_over(listed)), notes=tuple(notes))


def form_from_list(key: str, title: Text, fields: Iterable[ListedField]) -> JsonObject:
    """Return the form of the fields that are taken: a page per section of the list, keys free and readable."""
    pages: dict[str, list[Json]] = {}
    known: set[str] = set()
    for listed in fields:
        if listed.taken:
            pages.setdefault(listed.page, []).append(_field(listed, known))
    return {
        "format": FORMAT,
        "key": key,
        "title": _json(title),
        "pages": [
            {"key": f"page-{place}", "title": name or _json(MESSAGES.text("list.first_page")), "fields": asked}
            for place, (name, asked) in enumerate(pages.items(), start=1)
        ],
    }


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int | None, dict[str, int]]:
    """Return the row of headings and the place of each column that is known; without headings the wordiest column."""
    for place, row in enumerate(rows[:_SEARCHED_ROWS]):
        plain = [heading_key(cell) for cell in row]
        places = ((what, next((plain.index(name) for name in names if name in plain), None)) for what, names in _PLAIN)
        found = {what: at for what, at in places if at is not None}
        if "label" in found and (len(found) > 1 or len([cell for cell in row if cell]) == 1):
            return place, {what: at for what, at in found.items() if what == "label" or at != found["label"]}
    width = max(len(row) for row in rows)
    wordy = [sum(bool(re.search(r"[^\W\d]", row[at])) for row in rows if at < len(row)) for at in range(width)]
    return None, {"label": wordy.index(max(wordy))}


def _with_pages(cells: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Carry the name of a section down: merged cells say it only once."""
    page = ""
    for cell in cells:
        page = cell.get("page") or page
        yield {**cell, "page": page}


def _listed(cell: Mapping[str, str], headings: Mapping[str, str]) -> ListedField:
    label = " ".join(cell["label"].split())[:_LONGEST_LABEL]
    options = tuple(dict.fromkeys(part.strip() for part in _SEVERAL.split(cell.get("options", "")) if part.strip()))
    guessed, written = guess(label), cell.get("type", "")
    named = named_type(written) if written else None
    field_type, reason = guessed.type or "text", guessed.reason
    if named is not None and guessed.type is not None:
        field_type, reason = named, MESSAGES.text("list.by_column", column=headings["type"], word=written)
    if len(options) > 1 and guessed.type is not None and field_type not in CHOOSING:
        field_type, reason = "choice", MESSAGES.text("list.by_options")
    length = half_ascii(cell.get("length", "")).strip().removesuffix("文字").removesuffix("字")
    return ListedField(
        label=label,
        type=field_type,
        reason=reason,
        taken=guessed.type is not None,
        english=cell.get("english", "")[:_LONGEST_LABEL],
        required=_NEEDED.match(half_ascii(cell.get("required", "")).strip()) is not None,
        help=cell.get("help", ""),
        options=options[:MAX_OPTIONS],
        length=int(length) if re.fullmatch(r"[1-9][0-9]{0,4}", length) else None,
        page=cell["page"][:_LONGEST_LABEL],
        key=cell.get("key", ""),
    )


def _looked_over(listed: Sequence[ListedField]) -> Iterator[ListedField]:
    """Leave out what its neighbour asks already, and what stands there twice."""
    seen: set[tuple[str, str]] = set()
    for place, each in enumerate(listed):
        before = listed[place - 1] if place else None
        beside = [*listed[place - 1 : place], *listed[place + 1 : place + 2]] if place else [*listed[1:2]]
        code = ""
        if each.type == "text" and guess(each.label).key == "kana" and before is not None and before.type == "name":
            code = "list.kana_of_name"
        elif each.type == "postal_code" and any(other.type == "address" for other in beside):
            code = "list.code_of_address"
        elif (each.page, each.label) in seen:
            code = "list.twice"
        seen.add((each.page, each.label))
        yield replace(each, taken=False, reason=MESSAGES.text(code)) if code else each


def _field(listed: ListedField, known: set[str]) -> JsonObject:
    guessed = guess(listed.label)
    fits = guessed.type == listed.type
    wanted = listed.key if KEY.fullmatch(listed.key) else guessed.key if fits else listed.type
    made: dict[str, Json] = {"key": _free(wanted, known), "type": listed.type}
    label: Json = {"ja": listed.label, "en": listed.english} if listed.english else listed.label
    if listed.type == "note":
        return {**made, "text": label}
    made |= {"label": label}
    if listed.help:
        made["help"] = listed.help
    if listed.required or listed.type == "consent":
        made["required"] = True
    made |= {name: value for name, value in (guessed.more if fits else {}).items() if name != "required"}
    if listed.length is not None and listed.type in ("text", "textarea"):
        made["max_length"] = listed.length
    return {**made, **_structure(listed)}


def _structure(listed: ListedField) -> JsonObject:
    if listed.type in CHOOSING:
        first = [MESSAGES.text("list.option", number=number) for number in (1, 2)]
        labels: list[Json] = [*listed.options] if listed.options else [_json(each) for each in first]
        return {"options": [{"key": f"option_{place}", "label": each} for place, each in enumerate(labels, start=1)]}
    if listed.type == "group":
        inner: JsonObject = {
            "key": "name",
            "type": "text",
            "label": _json(MESSAGES.text("list.item")),
            "max_length": 100,
        }
        return {"fields": [inner]}
    if listed.type == "computed":
        return {"expr": 0}
    return {}


def _free(wanted: str, known: set[str]) -> str:
    numbered = (f"{wanted[:58]}_{number}" for number in range(2, MAX_FIELDS + 2))
    key = wanted if wanted not in known else next(each for each in numbered if each not in known)
    known.add(key)
    return key


def _json(text: Text) -> Json:
    return text if isinstance(text, str) else {tag: say(text, tag) for tag in text}
