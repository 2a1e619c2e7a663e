"""What the properties of a flow are called in an office: for saying which of them is missing (`not_evaluable`)."""

from collections.abc import Mapping
from typing import Final

from kernel.text import Text

TITLES: Final[Mapping[str, Text]] = {
    "action": {"ja": "作業の種類", "en": "the kind of work"},
    "amount": {"ja": "金額", "en": "the amount"},
    "authority": {"ja": "職務権限表", "en": "the authority table"},
    "checks": {"ja": "確認する項目", "en": "what is checked"},
    "classes": {"ja": "案件の種類ごとの割合と時間", "en": "kinds of cases with share and minutes"},
    "department": {"ja": "担当する課", "en": "the department"},
    "documents": {"ja": "書類", "en": "the documents"},
    "error_rate": {"ja": "まちがいの割合", "en": "the share of mistakes"},
    "headcount": {"ja": "担当の人数", "en": "how many people there are"},
    "issuer": {"ja": "証明書の発行者", "en": "the issuer of the certificate"},
    "judgement": {"ja": "判断の余地（規則か裁量か）", "en": "whether rules or discretion decide"},
    "lanes": {"ja": "その職位の担当", "en": "people of that level"},
    "level": {"ja": "決裁の職位", "en": "the level of the approval"},
    "levels": {"ja": "職位の順番", "en": "the order of levels"},
    "matter": {"ja": "決裁の事項", "en": "the matter of the approval"},
    "medium": {"ja": "媒体（紙・画面など）", "en": "the medium"},
    "medium_in": {"ja": "受け取る媒体", "en": "the medium in which it comes"},
    "medium_out": {"ja": "渡す媒体", "en": "the medium in which it goes"},
    "minutes": {"ja": "作業時間（分）", "en": "the minutes of work"},
    "outcomes.mechanical": {"ja": "形式の不備による差戻しの割合", "en": "the share of returns for formal reasons"},
    "portfolio": {"ja": "ほかの手続の流れ", "en": "the city's other procedures"},
    "probability": {"ja": "分岐の割合", "en": "the share of the branch"},
    "purpose": {"ja": "利用目的", "en": "the purpose of use"},
    "rank": {"ja": "担当の職位", "en": "the rank of the lane"},
    "rates": {"ja": "結果ごとの件数", "en": "counted outcomes"},
    "reads": {"ja": "見る項目", "en": "what is looked at"},
    "standard_days": {"ja": "標準処理期間", "en": "the standard processing period"},
    "systems": {"ja": "使うシステム", "en": "the systems"},
    "table": {"ja": "判定表", "en": "the decision table"},
    "table.outputs": {"ja": "判定表の結果", "en": "the outputs of the table"},
    "title": {"ja": "工程の名前", "en": "the title of the step"},
    "to": {"ja": "通知の相手", "en": "to whom it goes"},
    "trusted_issuers": {"ja": "信頼する発行者", "en": "the trusted issuers"},
    "volume_per_year": {"ja": "年間件数", "en": "the number of cases a year"},
    "wait_minutes": {"ja": "待ち時間", "en": "the waiting time"},
    "writes": {"ja": "記録する項目", "en": "what is recorded"},
}


def attribute_title(name: str) -> Text:
    """Return what the property `name` is called; one of a certain step (`check.minutes`) by its own name."""
    return TITLES.get(name) or TITLES.get(name.rpartition(".")[2]) or name
