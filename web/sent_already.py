"""An application that has gone in: the same once more is shown the same receipt, anything else is refused (422)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from bootstrap import Tx
from catalog.bundle import Bundle
from forms.definition import Form
from forms.validation import validate
from forms.web_input import answers_from_pairs
from intake.same_content import sent_first
from kernel.clock import local_date
from kernel.json_types import Json
from web.pages import render_page
from web.services import services


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAlreadyPage:
    """What was sent now is not what was received."""

    template: ClassVar[str] = "resident/sent_already.html"
    token: str
    bundle: Bundle


def show_sent_already(token: str, bundle: Bundle) -> ResponseReturnValue:
    """Say that what came now was not received, and where the receipt is."""
    return render_page(SentAlreadyPage(token=token, bundle=bundle)), 422


def answer_to_late_page(
    tx: Tx, token: str, bundle: Bundle, form: Form, page_key: str, case_id: str
) -> ResponseReturnValue:
    """Answer somebody who sends a page of questions after the application has gone in."""
    sent = sent_first(tx, case_id)
    if sent and _differs(form, page_key, sent, bundle):
        return show_sent_already(token, bundle)
    return redirect(url_for("apply.receipt", token=token), code=303)


def _differs(form: Form, page_key: str, sent: Mapping[str, Json], bundle: Bundle) -> bool:
    """Say whether the request holds another answer than the one that was sent in. Only what it names is compared."""
    named = {name.partition(".")[0] for name, _value in request.form.items(multi=True)}
    typed = answers_from_pairs(form, request.form.items(multi=True), page=page_key, kept=sent)
    now = {key: value for key, value in typed.items() if key in named}
    judged = validate(form, {**sent, **now}, local_date(services().clock.now()), params=bundle.flow.params)
    return any(judged.values.get(key) != sent.get(key) for key in now)
