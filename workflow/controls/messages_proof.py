"""The arguments of a control proof: how each kind of demand is met, for a clerk and an auditor."""

from typing import Final

from kernel.messages import Messages

ARGUMENTS: Final = Messages(
    {
        "proof.performed": {
            "ja": "この統制は{place}で行われます。",
            "en": "The control is performed at {place}.",
        },
        "proof.must": {
            "ja": "「{outcome}」で終わる案件は、どの道を通っても{place}を通ります。避けて通れる道はありません。",
            "en": "Every case that ends as “{outcome}” passes {place}, whichever way it takes; no way around it exists.",
        },
        "proof.leads_to": {
            "ja": "{place}を経て「{outcome}」に至る道が残っています。",
            "en": "A way to “{outcome}” by {place} is still there.",
        },
        "proof.precedes": {
            "ja": "{place}を外すと「{target}」に着く道はありません。どの案件でも、先に行われます。",
            "en": "Without {place} no case comes to “{target}”: it is always done before.",
        },
        "proof.follows": {
            "ja": "「{target}」の後、{place}を通らずに終わる道はありません。",
            "en": "After “{target}” no case ends without {place}.",
        },
        "proof.same_person": {
            "ja": "{place}と「{target}」は、同じ人が行えません（役割が違うか、割当てで分けられています）。",
            "en": "No one person can do both {place} and “{target}”: the roles differ, or the assignment keeps them apart.",
        },
        "proof.rank": {
            "ja": "{place}は、求められた職位（{rank}）以上の人が行います。",
            "en": "{place} is performed at the rank that is asked for ({rank}) or above.",
        },
        "proof.too_short": {
            "ja": "「{target}」まで、いちばん短い道でも{days}日以上あります。",
            "en": "Even on the shortest way {days} days or more pass until “{target}”.",
        },
        "proof.too_long": {
            "ja": "「{target}」まで、20件に19件は{days}日以内です。",
            "en": "Nineteen cases in twenty come to “{target}” within {days} days.",
        },
    }
)
