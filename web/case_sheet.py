"""一覧の書き出し: the cases of a procedure as CSV, streamed batch by batch."""

from collections.abc import Iterator
from typing import Final, cast

import structlog
from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Services
from engine.core.state import Status
from intake.case_sheet import BATCH, MOST_CASES, SheetPlan, moment, plan_sheet, sheet_batch
from kernel.clock import local_date
from kernel.sheet_writing import Encoding, csv_lines
from web.access import current_officer, staff
from web.languages import language
from web.services import services

blueprint: Final = Blueprint("case_sheet", __name__, url_prefix="/staff/sheets")
STATUSES: Final = frozenset({"open", "decided", "closed"})
_log = structlog.get_logger(__name__)


@blueprint.get("/<key>.csv")
@staff
def download(key: str) -> ResponseReturnValue:
    """Send the cases of a procedure, with their answers unless `answers=no`; `code=cp932` for older programs."""
    context, officer = services(), current_officer()
    status = cast(Status, request.args["status"]) if request.args.get("status") in STATUSES else None
    encoding: Encoding = "cp932" if request.args.get("code") == "cp932" else "utf-8"
    with context.database.read() as tx:
        plan = plan_sheet(
            tx,
            context.library,
            officer,
            key,
            status,
            answers=request.args.get("answers") != "no",
            language=language(),
        )
    _log.info("cases.exported", officer=officer.id, procedure=key, answers=bool(plan.fields), status=status or "")
    states = {"open": _("審査中"), "decided": _("決定後の処理中"), "closed": _("完了")}
    results = {"approved": _("認定・許可"), "refused": _("却下"), "withdrawn": _("取下げ")}
    head = (
        _("受付番号"), _("申請者"), _("届いた日時"), _("状態"), _("結果"), _("決定した日時"), _("終わった日時"),
        _("標準処理期間の末日"), *plan.columns,
    )  # fmt: skip
    name = f"{key}-{local_date(context.clock.now()):%Y%m%d}.csv"
    return Response(
        csv_lines(_rows(context, plan, head, states | results), encoding),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _rows(
    context: Services, plan: SheetPlan, head: tuple[str, ...], words: dict[str, str]
) -> Iterator[tuple[str, ...]]:
    """Yield the heading and every case; each batch is a reading of its own, so that no transaction stays open."""
    yield head
    after: str | None = None
    for _batch in range(MOST_CASES // BATCH):
        with context.database.read() as tx:
            batch = sheet_batch(tx, plan, after)
        for line, applied, answers in batch.lines:
            yield (
                applied.number if applied else line.id,
                applied.applicant_name if applied else "",
                moment(line.opened_at),
                words[line.status],
                words.get(line.result or "", line.result or ""),
                moment(line.decided_at),
                moment(line.closed_at),
                line.standard_due or "",
                *answers,
            )
        after = batch.after
        if after is None:
            return
