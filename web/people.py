"""Who applies with or for whom: the proxy (代理), the co-signers (連名), and whether they have confirmed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bootstrap import Tx
from catalog.bundle import Bundle
from intake.applications import applicant_name, entry_form
from intake.drafts import ApplicationDraft
from intake.errors import TooManyFiles
from intake.files import FileInfected, FileNotAccepted, FileTooLarge
from intake.proxies import AUTHORITIES, RELATIONS, Proxy, attach_letter, has_letter, keep_proxy, proxy_of
from intake.signatures import (
    Signer,
    Wanted,
    ask_signers,
    keep_signers,
    seen_in,
    signers_of,
)
from kernel.errors import NotFound
from kernel.text import say
from notify.mail import is_address
from web.access import anyone
from web.apply import draft_of
from web.languages import language
from web.limits import limiter
from web.pages import render_page
from web.services import services
from web.texts import text_of

blueprint: Final = Blueprint("people", __name__)
LONGEST: Final = 200
LONGEST_MATTER: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Who applies: in person or by proxy, with which co-signers."""

    template: ClassVar[str] = "resident/people.html"
    token: str
    bundle: Bundle
    proxy: Proxy | None
    principal: Wanted
    cosigners: tuple[Wanted, ...]
    places: int
    has_letter: bool
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationsPage:
    """Who has confirmed, and who is still to."""

    template: ClassVar[str] = "resident/confirmations.html"
    token: str
    bundle: Bundle
    signers: tuple[Signer, ...]
    address: str
    lacking: tuple[str, ...]


@blueprint.get("/a/<token>/_people")
@anyone
def ask(token: str) -> ResponseReturnValue:
    """Ask who applies."""
    with services().database.read() as tx:
        draft, bundle = _open(tx, token)
        return _people(tx, token, draft, bundle, ())


@blueprint.post("/a/<token>/_people")
@anyone
def keep(token: str) -> ResponseReturnValue:
    """Note who applies, or show the page again with what is missing."""
    context = services()
    now = context.clock.now()
    with context.database.begin() as tx:
        draft, bundle = _open(tx, token, lock=True)
        proxy, wanted = _typed_proxy(bundle), [*_typed_signers(draft, bundle)]
        keep_proxy(tx, draft.id, proxy)
        keep_signers(tx, context.settings.secret_key, draft.id, wanted, now)
        problems = (*_attached(tx, draft), *_wrong(tx, draft, bundle, proxy, wanted))
        if "_more" in request.form:
            return _people(tx, token, draft, bundle, ())
        if problems:
            return _people(tx, token, draft, bundle, problems), 422
    return redirect(url_for("apply.check", token=token), code=303)


@blueprint.get("/a/<token>/_confirmations")
@anyone
def confirmations(token: str) -> ResponseReturnValue:
    """Show who has confirmed; the receipt once the application has gone in."""
    context = services()
    with context.database.read() as tx:
        draft, bundle = draft_of(tx, token)
        if draft.case_id:
            return redirect(url_for("apply.receipt", token=token), code=303)
        now, secret = context.clock.now(), context.settings.secret_key
        signers = signers_of(tx, secret, draft.id, seen_in(draft), now)
        lacking = _lacking(tx, draft, bundle, proxy_of(tx, draft.id), sum(each.role == "cosigner" for each in signers))
    return render_page(
        ConfirmationsPage(
            token=token,
            bundle=bundle,
            signers=signers,
            address=context.settings.base_url + url_for("confirming.code"),
            lacking=tuple(sentence for _target, sentence in lacking),
        )
    )


@blueprint.post("/a/<token>/_confirmations")
@anyone
@limiter.limit("10 per hour")
def request_confirmations(token: str) -> ResponseReturnValue:
    """Ask everybody who has not confirmed what stands there now."""
    context = services()
    with context.database.begin() as tx:
        draft, bundle = _open(tx, token, lock=True)
        ask_signers(tx, draft, bundle.page.applying, language(), context.clock.now())
    return redirect(url_for(".confirmations", token=token), code=303)


def _open(tx: Tx, token: str, *, lock: bool = False) -> tuple[ApplicationDraft, Bundle]:
    """Return a draft in which others have a part; a sent one and any other have no such page."""
    draft, bundle = draft_of(tx, token, lock=lock)
    if draft.case_id is not None or not bundle.page.applying.involves_others:
        raise NotFound
    return draft, bundle


def _typed_proxy(bundle: Bundle) -> Proxy | None:
    widths = {"name": LONGEST, "phone": 40, "email": LONGEST}
    given = {name: request.form.get(f"proxy.{name}", "").strip()[:width] for name, width in widths.items()}
    if not bundle.page.applying.proxy or request.form.get("by") != "proxy":
        return None
    relation = next((each for each in RELATIONS if each == request.form.get("proxy.relation")), None)
    authority = next((each for each in AUTHORITIES if each == request.form.get("proxy.authority")), AUTHORITIES[0])
    matter = request.form.get("proxy.matter", "").strip()[:LONGEST_MATTER]
    return Proxy(**given, relation=relation or "other", authority=authority, matter=matter)


def _typed_signers(draft: ApplicationDraft, bundle: Bundle) -> Iterator[Wanted]:
    """Yield who is to confirm: the principal whose proxy has no letter, and the co-signers."""
    proxy = _typed_proxy(bundle)
    if proxy is not None and proxy.authority == "consent":
        name = applicant_name(entry_form(bundle), draft.answers) or _("本人")
        yield Wanted(role="principal", name=name, email=request.form.get("principal.email", "").strip()[:254])
    for place in range(bundle.page.applying.most):
        name = request.form.get(f"cosigner.{place}.name", "").strip()[:LONGEST]
        if name:
            email = request.form.get(f"cosigner.{place}.email", "").strip()[:254]
            yield Wanted(role="cosigner", name=name, email=email)


def _attached(tx: Tx, draft: ApplicationDraft) -> Iterator[tuple[str, str]]:
    """Keep the letters of attorney that came with the page; yield what is wrong with them."""
    context = services()
    for upload in request.files.getlist("letter"):
        if upload.filename:
            try:
                attach_letter(tx, context.files, draft.id, upload.filename, upload.stream, context.clock.now())  # type: ignore[arg-type]  # werkzeug's stream reads bytes
            except (FileTooLarge, FileNotAccepted, FileInfected, TooManyFiles) as error:
                yield "#letter", say(text_of(error), language())


def _wrong(
    tx: Tx, draft: ApplicationDraft, bundle: Bundle, proxy: Proxy | None, wanted: list[Wanted]
) -> Iterator[tuple[str, str]]:
    if proxy is not None and not proxy.name:
        yield "#proxy-name", _("代理の人の名前を入力してください。")
    if proxy is not None and request.form.get("proxy.relation") not in RELATIONS:
        yield "#proxy-relation", _("本人との関係を選んでください。")
    addresses = [("#proxy-email", proxy.email)] if proxy is not None and proxy.email else []
    addresses += [("#principal-email", each.email) for each in wanted if each.role == "principal" and each.email]
    cosigners = [each for each in wanted if each.role == "cosigner"]
    addresses += [(f"#cosigner-{place}-email", each.email) for place, each in enumerate(cosigners) if each.email]
    for target, address in addresses:
        if not is_address(address):
            yield target, _("「%(address)s」はメールアドレスの形ではありません。", address=address)
    yield from _lacking(tx, draft, bundle, proxy, len(cosigners))


def _lacking(
    tx: Tx, draft: ApplicationDraft, bundle: Bundle, proxy: Proxy | None, cosigners: int
) -> Iterator[tuple[str, str]]:
    """Yield what an application lacks before anybody can be asked to confirm it."""
    if proxy is not None and proxy.authority == "letter" and not has_letter(tx, draft.id):
        yield "#letter", _("委任状のファイルを選んでください。")
    least = bundle.page.applying.least
    if cosigners < least:
        yield "#cosigner-0-name", _("連名の人を%(count)s人以上入力してください。", count=least)


def _people(tx: Tx, token: str, draft: ApplicationDraft, bundle: Bundle, problems: tuple[tuple[str, str], ...]) -> str:
    context = services()
    signers = signers_of(tx, context.settings.secret_key, draft.id, "", context.clock.now())
    cosigners = tuple(Wanted(role=e.role, name=e.name, email=e.email) for e in signers if e.role == "cosigner")
    principal = next((e for e in signers if e.role == "principal"), None)
    applying = bundle.page.applying
    return render_page(
        PeoplePage(
            token=token,
            bundle=bundle,
            proxy=proxy_of(tx, draft.id),
            principal=Wanted(
                role="principal",
                name=applicant_name(entry_form(bundle), draft.answers),
                email=principal.email if principal else "",
            ),
            cosigners=cosigners,
            places=min(applying.most, max(applying.least, len(cosigners) + 1)),
            has_letter=has_letter(tx, draft.id),
            problems=problems,
        )
    )
