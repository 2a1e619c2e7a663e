"""Builds the view of one question from its field, what was typed, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from forms.control_boxes import boxes_view, other_box
from forms.definition import Field, FieldType
from forms.fields.dates import default_on
from forms.fields.files import accepted_types, accepts, most_files, most_megabytes
from forms.fields.numbers import unit_of
from forms.fields.registry import display, kind_of
from forms.fields.structure import fewest_items, most_items
from forms.fields.text import LONGEST
from forms.promises import WORDS, ways_of
from forms.scoping import condition_in_item
from forms.views import Control, FileView, ItemView, OptionView, QuestionView, Tag
from forms.web_input import OTHER, boxes_of
from forms.wording import only_if
from kernel.condition import Condition, Scope, evaluate, fields_of
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import Text, foreign, say

CONTROLS: Final[Mapping[FieldType, Control]] = {
    "text": "text", "textarea": "textarea", "number": "number", "money": "number", "date": "date", "month": "month",
    "time": "time", "choice": "radios", "choices": "checkboxes", "yesno": "radios", "consent": "consent",
    "name": "name", "address": "address", "phone": "tel", "email": "email", "postal_code": "postal_code",
    "bank_account": "bank_account", "file": "file", "group": "group", "computed": "computed", "note": "note",
}  # fmt: skip
_AUTOCOMPLETE: Final = {"phone": "tel", "email": "email", "postal_code": "postal-code"}
_INPUTMODE: Final = {
    "number": "decimal",
    "money": "numeric",
    "phone": "tel",
    "postal_code": "numeric",
    "email": "email",
}
_YES_NO: Final[tuple[tuple[str, Text], ...]] = (
    ("yes", {"ja": "はい", "en": "Yes"}),
    ("no", {"ja": "いいえ", "en": "No"}),
)
_NOW: Final[Text] = {"ja": "いま添付する", "en": "Attach it now", "ja-x-easy": "いま ファイルを 出す"}
_OTHER: Final[Text] = {"ja": "そのほか", "en": "Other"}
_ITEM: Final = {"ja": "{label} {number}件目", "en": "{label} {number}"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a question stands: the values known there, the keys asked beside it, the group it is in."""

    values: Mapping[str, Json]
    beside: frozenset[str]
    group: Field | None = None
    prefix: str = ""
    """What the input's name begins with: "" or `members.0.`."""


@dataclass(frozen=True, slots=True)
class QuestionBuilder:
    """What stays the same for all questions of a page."""

    fields: Mapping[str, Field]
    problems: Sequence[Problem]
    language: str
    today: date
    params: Mapping[str, Json]
    promised: Mapping[str, Json] = field(default_factory=dict)
    """By attachment how it is to come, where it is not attached now."""

    def view(self, asked: Field, typed: Mapping[str, Json], around: Surroundings) -> QuestionView | None:
        """Return the view of a question, or None where it is certain that it is not asked."""
        when = self._inside(asked.when, around)
        waits = when is not None and self._depends(when, around)
        if when is not None and not waits and not self._holds(when, around):
            return None
        raw = typed[asked.key] if asked.key in typed else default_on(asked, self.today)
        name = around.prefix + asked.key
        wrong, warned = self._problems_at("/" + name.replace(".", "/"), asked)
        tag = self._tag(asked, around)
        view = QuestionView(
            key=asked.key,
            type=asked.type,
            control=CONTROLS[asked.type],
            id=name.replace(".", "-"),
            name=name,
            pointer="/" + name.replace(".", "/"),
            label=say(asked.label, self.language),
            lang=foreign(asked.label, self.language),
            help=say(asked.help, self.language),
            tag=tag,
            required=tag == "required",
            only_if=self._only_if(asked, around) if waits else "",
            problem=" ".join(wrong.values()),
            warning=warned,
        )
        return _described(self._filled(view, asked, raw, around, wrong))

    def _filled(
        self, view: QuestionView, asked: Field, raw: Json, around: Surroundings, wrong: Mapping[str, str]
    ) -> QuestionView:
        """Return `view` with what its control needs."""
        if asked.type == "group":
            return self._with_items(view, asked, raw, around)
        if asked.type == "note":
            text = asked.settings.get("text")
            return replace(view, text=say(_as_text(text), self.language))
        if asked.type == "computed":
            return replace(view, text=display(asked, around.values.get(asked.key), self.language))
        typed = boxes_of(asked, raw)
        if asked.type in ("choice", "choices", "yesno"):
            return self._with_options(view, asked, typed)
        if asked.type == "file":
            return self._with_files(view, asked, raw, around)
        boxes = boxes_view(asked, view.name, typed, wrong, self.language, own=around.group is None)
        if boxes:
            told = {box.problem for box in boxes}
            return replace(view, boxes=boxes, problem=" ".join(text for text in wrong.values() if text not in told))
        high = asked.settings.get("max_length")
        return replace(
            view,
            value=(typed[""] or [""])[-1],
            unit=unit_of(asked, self.language) if asked.type in ("number", "money") else "",
            autocomplete=_AUTOCOMPLETE.get(asked.type, "") if around.group is None else "",
            inputmode=_INPUTMODE.get(asked.type, ""),
            max_length=int(high) if isinstance(high, int | float) else LONGEST.get(asked.type, 0),
        )

    def _with_options(self, view: QuestionView, asked: Field, typed: Mapping[str, list[str]]) -> QuestionView:
        choices = _YES_NO if asked.type == "yesno" else tuple((option.key, option.label) for option in asked.options)
        other = asked.settings.get("other") is True
        options = tuple(
            OptionView(id=f"{view.id}-{key}", value=key, label=say(label, self.language), checked=key in typed[""])
            for key, label in (*choices, *([(OTHER, _OTHER)] if other else []))
        )
        box = other_box(view.name, typed["other"][-1], self.language) if other else None
        return replace(view, options=options, other=box)

    def _with_files(self, view: QuestionView, asked: Field, raw: Json, around: Surroundings) -> QuestionView:
        ways = ways_of(asked) if around.group is None else ()
        picked = self.promised.get(asked.key, "")
        choices = (("", _NOW), *((way, WORDS[way]) for way in ways)) if ways else ()
        accepted = accepted_types(asked)
        pictures = any(accepts(accepted, ".jpg", kind) for kind in ("image/jpeg", "image/png"))
        return replace(
            view,
            files=file_views(raw),
            instead=tuple(
                OptionView(
                    id=f"{view.id}-instead-{key}", value=key, label=say(label, self.language), checked=key == picked
                )
                for key, label in choices
            ),
            camera="image/*" if pictures else "",
            accept=",".join(accepted),
            max_mb=most_megabytes(asked),
            max_count=most_files(asked),
        )

    def _with_items(self, view: QuestionView, asked: Field, raw: Json, around: Surroundings) -> QuestionView:
        given = [item for item in raw if isinstance(item, Mapping)] if isinstance(raw, list | tuple) else []
        fewest = max(fewest_items(asked), 1)
        cards = [*given, *({} for _ in range(fewest - len(given)))]
        items = tuple(self._item(view, asked, item, place, around, len(cards)) for place, item in enumerate(cards))
        return replace(view, items=items, add=view.name if len(cards) < most_items(asked) else "")

    def _item(
        self, view: QuestionView, asked: Field, typed: Mapping[str, Json], place: int, around: Surroundings, count: int
    ) -> ItemView:
        inner = Surroundings(
            values={**around.values, **{each.key: None for each in asked.fields}, **typed},
            beside=frozenset(each.key for each in asked.fields),
            group=asked,
            prefix=f"{view.name}.{place}.",
        )
        questions = (self.view(each, typed, inner) for each in asked.fields)
        title = _ITEM["en" if self.language == "en" else "ja"].format_map({"label": view.label, "number": place + 1})
        return ItemView(
            number=place + 1,
            id=f"{view.id}-{place}",
            title=title,
            questions=tuple(question for question in questions if question is not None),
            remove=f"{view.name}.{place}" if count > max(fewest_items(asked), 1) else "",
        )

    def _tag(self, asked: Field, around: Surroundings) -> Tag:
        if not kind_of(asked).asks:
            return "none"
        if asked.type == "consent":
            return "required"
        if isinstance(asked.required, bool):
            return "required" if asked.required else "optional"
        required = self._inside(asked.required, around)
        if required is not None and self._depends(required, around):
            when = self._inside(asked.when, around)
            return "required" if required == when else "conditional"
        return "required" if required is not None and self._holds(required, around) else "optional"

    def _problems_at(self, pointer: str, asked: Field) -> tuple[dict[str, str], str]:
        """Return the errors at or below `pointer` (those of a group's items belong to the items), and the warning."""
        deep = asked.type != "group"
        wrong: dict[str, str] = {}
        warned = ""
        for problem in self.problems:
            if problem.pointer == pointer or (deep and problem.pointer.startswith(pointer + "/")):
                text = say(problem.message, self.language)
                if problem.severity == "error":
                    wrong.setdefault(problem.pointer, text)
                else:
                    warned = text
        return wrong, warned

    def _inside(self, condition: Condition | None, around: Surroundings) -> Condition | None:
        if condition is None or around.group is None:
            return condition
        return condition_in_item(condition, around.group.key)

    def _depends(self, condition: Condition, around: Surroundings) -> bool:
        """Return whether the applicant can still change, on this very page, what `condition` says."""
        return any(name.partition(".")[0] in around.beside for name in fields_of(condition))

    def _holds(self, condition: Condition, around: Surroundings) -> bool:
        return evaluate(condition, Scope(around.values, self.today, self.params))

    def _only_if(self, asked: Field, around: Surroundings) -> str:
        if asked.when is None:
            return ""
        group = None if around.group is None else around.group.key
        return say(only_if(asked.when, self.fields, group=group), self.language)


def file_views(value: Json) -> tuple[FileView, ...]:
    """Return the attachments of an answer."""
    given = [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []
    return tuple(
        FileView(
            id=str(item.get("id", "")),
            name=str(item.get("name", "")),
            size=size if isinstance(size := item.get("size"), int) else 0,
            type=str(item.get("type", "")),
        )
        for item in given
    )


def _as_text(value: Json) -> Text:
    if isinstance(value, Mapping):
        return {tag: str(said) for tag, said in value.items()}
    return value if isinstance(value, str) else ""


def _described(view: QuestionView) -> QuestionView:
    """Return `view` with the ids that accessibility needs: what describes it, and where its error link leads."""
    described = (("only-if", view.only_if), ("help", view.help), ("problem", view.problem), ("warning", view.warning))
    first = next((box.id for box in view.boxes if box.problem), "")
    if not first and view.boxes:
        first = next((box.id for box in view.boxes if box.part != "era"), view.boxes[0].id)
    if not first and view.options:
        first = view.options[0].id
    if not first and view.control == "file":
        first = f"{view.id}-upload"
    ids = " ".join(f"{view.id}-{name}" for name, text in described if text)
    return replace(view, first_id=first or view.id, describedby=ids)
