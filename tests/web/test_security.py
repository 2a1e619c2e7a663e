"""Headers, cookies, forgery, guessing, failures: what holds for every page, whoever asks."""

import io
import re
from datetime import timedelta
from errno import ENOSPC
from typing import Final

import pytest
from flask import abort

from tests.web.town import PASSWORD, Visitor, WebTown, apply
from web.access import anyone
from web.app import create_app
from web.security import is_local_path

PAGES: Final = ("/", "/p/dog-registration", "/s", "/accessibility", "/staff/sign-in", "/no-such-page")
JAPANESE: Final = re.compile(r"[ぁ-んァ-ヶ一-龠]")
ELSEWHERE: Final = (
    "//example.jp",
    "///example.jp",
    "/\t/example.jp",
    "/\\example.jp",
    "\\\\example.jp",
    "https:example.jp",
    "https://example.jp/staff/",
    "javascript:alert(1)",
    "/\r\nSet-Cookie: a=b",
    "/\x1f/example.jp",
    " /staff/",
    "",
)


@pytest.mark.parametrize("path", [*PAGES, "/static/css/base.css"])
@pytest.mark.promise("P33")
def test_every_answer_carries_the_headers(shared_town: WebTown, path: str) -> None:
    headers = shared_town.app.test_client().get(path).headers

    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Server" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_not_kept_by_anybody_on_the_way(shared_town: WebTown, path: str) -> None:
    response = shared_town.app.test_client().get(path)

    assert response.headers["Cache-Control"] == "no-store"
    assert "Cookie" in response.headers.get("Vary", "") or "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_script_or_style_of_its_own(shared_town: WebTown, path: str) -> None:
    html = shared_town.app.test_client().get(path).text

    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", html)


def test_no_page_loads_anything_from_elsewhere(shared_town: WebTown) -> None:
    for path in PAGES:
        html = shared_town.app.test_client().get(path).text
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', html), path


def test_the_cookie_is_kept_from_scripts_and_other_sites(town: WebTown) -> None:
    visitor = Visitor(town.app)
    visitor.open("/staff/sign-in")
    form, button = visitor.page.form_with("ログインする")
    sent = dict(form.sent(button, {"login": "kimura", "password": PASSWORD}))

    cookie = visitor.client.post("/staff/sign-in", data=sent).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in(town: WebTown) -> None:
    officer = town.officer("kimura")
    token = officer.token()
    other = town.officer("kimura")

    assert other.token() != token
    officer.open("/staff/")
    officer.press("ログアウト")
    assert officer.open("/staff/").heading == "職員ログイン"
    assert other.open("/staff/").heading == "受信箱"


def test_a_session_ends_after_ninety_idle_minutes(town: WebTown) -> None:
    officer = town.officer("kimura")

    town.work(after=timedelta(minutes=91))

    assert officer.open("/staff/").heading == "職員ログイン"


@pytest.mark.parametrize("path", ["/staff/sign-in", "/s", "/p/dog-registration/apply", "/staff/sign-out"])
def test_a_form_that_is_not_ours_changes_nothing(shared_town: WebTown, path: str) -> None:
    visitor = shared_town.resident()

    page = visitor.send(path, {"login": "kimura", "password": PASSWORD, "csrf_token": "forged"}, token=False)

    assert page.status == 403
    assert page.heading == "この操作はできません"
    assert "開き直して" in page.text


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_elsewhere(town: WebTown, target: str) -> None:
    visitor = town.resident()
    token = visitor.token()

    data = {"csrf_token": token, "login": "kimura", "password": PASSWORD, "next": target}
    response = visitor.client.post("/staff/sign-in", data=data)

    assert not is_local_path(target)
    assert response.status_code == 303
    assert response.location == "/staff/"


@pytest.mark.parametrize("target", ["/staff/cases/?q=a&status=open", "/office/dog-registration/", "/staff/procedures/"])
def test_signing_in_leads_where_one_wanted_to_go(town: WebTown, target: str) -> None:
    visitor = town.resident()
    visitor.open(target)
    assert visitor.page.heading == "職員ログイン"

    visitor.press("ログインする", login="sato", password=PASSWORD)

    assert visitor.page.path == target


@pytest.mark.promise("P28")
def test_guessing_at_receipts_tells_nothing_and_is_stopped(town: WebTown) -> None:
    number = apply(town.resident(), town, "dog-registration", town.answers("dog-registration"))
    guesser, told = town.resident(), []
    guesser.open("/s")

    for guess in (number, "AAAA-AAAA-AAAA-AAAA", "", "%", "a\u3000b"):
        page = guesser.press("状況を見る", number=guess, password="ZZZZ-ZZZZ-ZZZZ")
        told.append((page.status, page.text))
        assert f'value="{guess}"' in page.html

    assert len(set(told)) == 1
    assert told[0][0] == 422
    assert "受付番号またはパスワードが違います" in told[0][1]
    statuses = [guesser.send("/s", {"number": number, "password": "x"}).status for _ in range(8)]
    assert statuses[-1] == 429
    assert guesser.page.heading == "しばらく待ってからやり直してください"
    assert town.resident().send("/s", {"number": number, "password": "x"}).status == 422


@pytest.mark.promise("P28")
def test_guessing_at_accounts_tells_nothing(town: WebTown) -> None:
    guesser, told = town.resident(), set()

    for login in ("kimura", "nobody", "", "' or 1=1 --"):
        guesser.open("/staff/sign-in")
        page = guesser.press("ログインする", login=login, password="wrong")
        told.add((page.status, page.text))

    assert len(told) == 1


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/no-such-page", 404),
        ("GET", "/p/no-such-procedure", 404),
        ("GET", "/a/no-such-draft/you", 404),
        ("GET", "/staff/sign-out", 405),
        ("DELETE", "/", 405),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(shared_town: WebTown, method: str, path: str, status: int) -> None:
    response = shared_town.app.test_client().open(path, method=method)

    assert response.status_code == status
    assert JAPANESE.search(response.text)
    assert "Traceback" not in response.text


def test_a_page_that_fails_says_so_without_a_trace(town: WebTown, monkeypatch: pytest.MonkeyPatch) -> None:
    @anyone
    def broken() -> str:
        raise RuntimeError("秘密の値")

    monkeypatch.setitem(town.app.view_functions, "resident.home", broken)

    page = town.resident().open("/")

    assert page.status == 500
    assert page.heading == "申し訳ありません。処理できませんでした"
    assert "秘密" not in page.html
    assert "RuntimeError" not in page.html


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_says_in_which_language_it_is(shared_town: WebTown, path: str, language: str) -> None:
    page = shared_town.resident().open(f"{path}?lang={language}")

    assert page.language == language
    assert page.heading


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_every_failure_has_a_page_with_a_heading_and_what_to_do(town: WebTown, status: int, language: str) -> None:
    @anyone
    def failing() -> str:
        if status == 503:
            raise OSError(ENOSPC, "no room")
        abort(status)

    app = create_app(town.house)
    app.add_url_rule("/failing", "failing", failing)

    page = Visitor(app).open(f"/failing?lang={language}")

    assert (page.status, page.language) == (status, language)
    assert page.heading
    assert len(page.text) > len(page.heading) + 20
    assert page.links[-1][1] == "/"


def test_an_upload_beyond_the_limit_is_told_in_a_sentence(town: WebTown) -> None:
    visitor = town.resident()
    visitor.open("/p/dog-registration")
    visitor.press("申請をはじめる")
    token, path = visitor.token(), visitor.page.path
    huge = io.BytesIO(b"0" * (town.house.settings.max_upload_bytes + 1_000_001))

    response = visitor.client.post(path, data={"csrf_token": token, "file": (huge, "a.pdf")})

    assert response.status_code == 413
    assert "添付するファイルを小さくするか" in response.text
