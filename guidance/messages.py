"""Sentences of this package."""

from typing import Final

from kernel.messages_format import MESSAGES as FORMAT

MESSAGES: Final = FORMAT.extended(
    {
        "guidance.not_a_navigator": {
            "ja": '手続きナビの文書ではありません。"format": "{expected}" を持つ文書にしてください。',
            "en": 'This is no procedure navigator. Write an object with "format": "{expected}".',
        },
        "guidance.unknown_question": {
            "ja": "{place}の条件に、それより前にない質問「{question}」があります。質問のキーと順番を確かめてください。",
            "en": "{place} depends on the question “{question}”, which does not come before it. Check its key and order.",
        },
        "guidance.unknown_option": {
            "ja": "{place}の条件にある答え「{option}」は、質問「{question}」の選択肢にありません。",
            "en": "{place} depends on the answer “{option}”, which the question “{question}” does not offer.",
        },
        "guidance.nothing_to_lead_to": {
            "ja": "{place}に手続き（procedure）か名前（title）がありません。どちらかを書いてください。",
            "en": "{place} names neither a procedure nor a title. Write one of them.",
        },
        "guidance.never_reached": {
            "ja": "{place}には、どう答えてもたどり着きません。条件（when）を見直してください。",
            "en": "{place} is never reached, whatever is answered. Look at its condition (when).",
        },
        "guidance.too_many_ways": {
            "ja": "答え方の組み合わせが多すぎて確かめられません（上限{limit}通り）。質問を減らすか、2つのナビに分けてください。",
            "en": "There are too many ways to answer (limit {limit}). Remove questions, or make two navigators.",
        },
        "guidance.unknown_procedure": {
            "ja": "{place}の手続き「{procedure}」はありません。手続のキーを確かめてください。",
            "en": "{place} leads to the procedure “{procedure}”, which does not exist. Check its key.",
        },
    }
)

PLACES: Final = {
    "navigator": {"ja": "ナビ", "en": "the navigator"},
    "questions": {"ja": "質問「{name}」", "en": "question “{name}”"},
    "options": {"ja": "選択肢「{name}」", "en": "option “{name}”"},
    "leads": {"ja": "行き先「{name}」", "en": "lead “{name}”"},
}
"""How a sentence calls a part of a navigator."""
