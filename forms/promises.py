"""Attachments that come another way: with `instead: ["later", "paper"]` one may be promised (あとで出す, 紙で出す).

A promise is no value. It stands beside the answers under a name that no field can have, so that conditions and rules
see what is true: the attachment is missing. It only excuses the applicant from attaching it now.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, get_args

from forms.definition import Field, Form
from kernel.json_types import Json
from kernel.text import Text

How: TypeAlias = Literal["later", "paper"]
WAYS: Final[tuple[How, ...]] = get_args(How)
PROMISES: Final = "_instead"
"""Where promises stand among the answers as typed: `{"_instead": {"certificate": "later"}}`."""

WORDS: Final[Mapping[How, Text]] = {
    "later": {
        "ja": "あとで出す（申請の状況のページから送れます）",
        "en": "Hand it in later (from the status page)",
        "ja-x-easy": "あとで 出す（「申請の 状況」の ページから 送ることが できます）",
    },
    "paper": {
        "ja": "紙で出す（窓口に持っていく、または郵送する）",
        "en": "Hand it in on paper (at the counter or by mail)",
        "ja-x-easy": "紙で 出す（市役所に 持っていく、または 郵便で 送る）",
    },
}
SHORT: Final[Mapping[How, Text]] = {
    "later": {"ja": "あとで出す", "en": "Later", "ja-x-easy": "あとで 出す"},
    "paper": {"ja": "紙で出す", "en": "On paper", "ja-x-easy": "紙で 出す"},
}


def ways_of(asked: Field) -> tuple[How, ...]:
    """Return how else the attachment `asked` may come."""
    given = asked.settings.get("instead")
    return tuple(way for way in WAYS if way in given) if isinstance(given, list | tuple) else ()


def promises_in(form: Form, answers: Mapping[str, Json]) -> dict[str, How]:
    """Return what `answers` promise, as far as the form allows it and nothing is attached."""
    given = answers.get(PROMISES)
    if not isinstance(given, Mapping) or not given:
        return {}
    fields = {asked.key: asked for asked in form.fields() if asked.key in given and not answers.get(asked.key)}
    return {key: way for key, asked in fields.items() for way in ways_of(asked) if way == given[key]}
