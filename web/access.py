"""Who may open which page: every view says so, and a view that says nothing is closed to everybody.

The rule stands on the view (`@anyone`, `@staff`, `@staff_with("dx")`) and is enforced in one place, before any
view runs. It is the outer fence only: services check again what concerns a department or a case.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, TypeVar

from flask import Flask, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from accounts.officer import Capability, Officer
from accounts.sign_in import signed_in, touch
from bootstrap import Services
from kernel.errors import NotAllowed
from web.json_requests import wants_json

View = TypeVar("View", bound=Callable[..., object])
Audience: TypeAlias = Literal["anyone", "staff"]
SESSION_TOKEN: Final = "staff_token"  # noqa: S105  # the name of a place in the cookie, not a secret


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who a view is for; with a capability, only officers who hold it somewhere."""

    audience: Audience
    capability: Capability | None = None


def anyone(view: View) -> View:
    """Open the view to the public."""
    return _ruled(view, AccessRule("anyone"))


def staff(view: View) -> View:
    """Open the view to every officer who is signed in."""
    return _ruled(view, AccessRule("staff"))


def staff_with(capability: Capability) -> Callable[[View], View]:
    """Open the view to officers who have `capability` in at least one department."""
    return lambda view: _ruled(view, AccessRule("staff", capability))


def rule_of(app: Flask, endpoint: str) -> AccessRule | None:
    """Return the rule of an endpoint, or None when the view does not say."""
    return getattr(app.view_functions[endpoint], "access_rule", None)


def current_officer() -> Officer:
    """Return who is signed in. Only views for staff may ask."""
    officer = g.get("officer")
    if officer is None:
        raise NotAllowed(capability="staff", department="")
    assert isinstance(officer, Officer)
    return officer


def enforce(app: Flask, services: Services) -> None:
    """Make `app` ask before every request."""

    @app.before_request
    def _guard() -> ResponseReturnValue | None:
        g.officer = None
        if request.endpoint is None:
            return None
        rule = rule_of(app, request.endpoint)
        if rule is None:
            raise NotAllowed(capability="none", department="")
        g.officer = _officer_of_session(services.people)
        if rule.audience == "anyone":
            return None
        if g.officer is None and wants_json():
            return {"message": ""}, 401
        if g.officer is None:
            back = request.script_root + request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("sign_in.page", next=back), code=303)
        if rule.capability is not None and not g.officer.may_anywhere(rule.capability):
            raise NotAllowed(capability=rule.capability, department="")
        return None


def _officer_of_session(services: Services) -> Officer | None:
    token = session.get(SESSION_TOKEN)
    if not isinstance(token, str):
        return None
    now = services.clock.now()
    with services.database.read() as tx:
        found = signed_in(tx, token, now)
    if found is None:
        session.pop(SESSION_TOKEN, None)
        return None
    officer, due = found
    if due:
        with services.database.begin() as tx:
            touch(tx, token, now)
    return officer


def _ruled(view: View, rule: AccessRule) -> View:
    view.access_rule = rule  # type: ignore[attr-defined]  # a function can carry its rule
    return view
