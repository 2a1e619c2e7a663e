"""What an activity is, judged by its name: a decision, or one of the kinds of work that the flow format knows.

A guess to begin with, for a person to correct: the draft says so. Words of Japanese and English offices.
"""

import re
from typing import Final

from workflow.definition import Action, NodeType

_APPROVES: Final = re.compile(r"承認|決裁|専決|\bapprov|\bauthori[sz]|\bsign[- ]?off", re.IGNORECASE)
_JUDGES: Final = re.compile(
    r"審査|確認|点検|照合|判定|判断|認定|査定|検査|検討|\bcheck|\bexamin|\breview|\bdecid|\bdetermin|\bassess|\bverif"
    r"|\binspect|\bvalidat|\bevaluat",
    re.IGNORECASE,
)
_WORDS: Final[tuple[tuple[Action, str], ...]] = (
    ("pay", r"支払|振込|支出|支給|\bpay"),
    ("print", r"印刷|\bprint"),
    ("stamp", r"押印|公印|捺印|\bstamp"),
    ("scan", r"スキャン|読取り|\bscan"),
    ("copy", r"複写|写しを|コピー|\bcopy"),
    ("carry", r"回付|持参|運搬|\bforward|\bcarry"),
    ("mail", r"送付|郵送|発送|\bsend|\bmail"),
    ("call", r"電話|架電|\bcall|\bphone"),
    ("meet", r"面談|面接|会議|\bmeet|\binterview"),
    ("file", r"保管|綴|編綴|保存|\barchiv|\bfile\b"),
    ("transcribe", r"転記|\btranscri"),
    ("enter", r"入力|登録|\benter|\bregister"),
    ("receive", r"受付|受理|収受|受領|\breceiv|\breceipt"),
    ("check", _JUDGES.pattern),
    ("prepare", r"作成|起案|準備|修正|\bdraft|\bcreate|\bprepare|\badjust|\breport|\bwrite"),
)
_ACTIONS: Final = tuple((action, re.compile(words, re.IGNORECASE)) for action, words in _WORDS)


def decides(name: str) -> NodeType | None:
    """Return `approval` or `review` for an activity that people can leave in several ways, or None."""
    return "approval" if _APPROVES.search(name) else "review" if _JUDGES.search(name) else None


def action_of(name: str) -> Action:
    """Return what kind of work a task is."""
    return next((action for action, words in _ACTIONS if words.search(name)), "other")
