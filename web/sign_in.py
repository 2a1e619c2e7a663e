"""Signing in and out of the staff side."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from accounts import sign_in as accounts
from accounts.errors import SignInFailed
from kernel.text import Text
from web.access import SESSION_TOKEN, anyone, staff
from web.limits import limiter
from web.pages import render_page
from web.security import is_local_path
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("sign_in", __name__, url_prefix="/staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage:
    """The sign-in form; `problem` after a failed try."""

    template: ClassVar[str] = "staff/sign_in.html"
    login: str
    next: str
    problem: Text | None


@blueprint.get("/sign-in")
@anyone
def page() -> ResponseReturnValue:
    """Show the form."""
    return render_page(SignInPage(login="", next=request.args.get("next", ""), problem=None))


@blueprint.post("/sign-in")
@anyone
@limiter.limit("20 per minute", deduct_when=lambda response: response.status_code == 422)
def submit() -> ResponseReturnValue:
    """Sign in, or show the form again with what to do."""
    login, target = request.form.get("login", "")[:64], request.form.get("next", "")
    context = services().people
    try:
        with context.database.begin() as tx:
            token = accounts.sign_in(tx, login, request.form.get("password", "")[:200], context.clock.now())
    except SignInFailed as error:
        return render_page(SignInPage(login=login, next=target, problem=text_of(error))), 422
    language = session.get("language")
    session.clear()
    session[SESSION_TOKEN] = token
    if language:
        session["language"] = language
    return redirect(target if is_local_path(target) else url_for("inbox.page"), code=303)


@blueprint.post("/sign-out")
@staff
def leave() -> ResponseReturnValue:
    """End the session here and in the database."""
    context = services().people
    token = session.get(SESSION_TOKEN, "")
    with context.database.begin() as tx:
        accounts.sign_out(tx, token)
    session.clear()
    return redirect(url_for("sign_in.page"), code=303)
