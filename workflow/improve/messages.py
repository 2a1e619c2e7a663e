"""Why a rewrite was refused, for a clerk."""

from typing import Final

from kernel.messages import Messages

MESSAGES: Final = Messages(
    {
        "refused.unreadable": {
            "ja": "書き換えた業務フローが形式に合わなくなるため、見送りました：{problem}",
            "en": "Left out, because the rewritten flow would break its format: {problem}",
        },
        "refused.unsound": {
            "ja": "書き換えると流れが途中で止まるか、終わりが重なるため、見送りました：{fault}",
            "en": "Left out, because the rewritten flow could get stuck or end twice: {fault}",
        },
        "refused.not_verified": {
            "ja": "書き換えた流れが必ず終わることを確かめられないため、見送りました。包含分岐（OR）を入口と出口の対にしてください。",
            "en": "Left out, because it cannot be verified that the rewritten flow always ends. "
            "Let every inclusive split and join enclose one region.",
        },
        "refused.data": {
            "ja": "書き換えると、まだ記録されていない項目を使う工程が出るため、見送りました：{fault}",
            "en": "Left out, because a step would use data that are not known then: {fault}",
        },
        "refused.control": {
            "ja": "書き換えると統制「{control}」が守られなくなるため、見送りました：{why}",
            "en": "Left out, because the control “{control}” would be lost: {why}",
        },
        "refused.outcome": {
            "ja": "書き換えると「{result}」で終わることがなくなるため、見送りました。",
            "en": "Left out, because no case could end as “{result}” any more.",
        },
        "refused.missing": {
            "ja": "判断に必要な情報（{missing}）が書かれていないため、見送りました。",
            "en": "Left out, because what it takes to judge is missing: {missing}",
        },
        "refused.guard": {
            "ja": "見送りました：{why}",
            "en": "Left out: {why}",
        },
    }
)
