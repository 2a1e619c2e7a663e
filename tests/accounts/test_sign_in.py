"""Officers sign in, stay signed in while they work, and are out when they leave."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.directory import add_department, add_officer, officer_by_login, read_directory, replace_posts
from accounts.errors import SignInFailed
from accounts.officer import Grant, Membership, Officer
from accounts.sign_in import IDLE, LONGEST, hash_password, sign_in, sign_out, signed_in, touch
from db.database import Database
from kernel.errors import NotAllowed

NOW = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
YAMADA = Officer(
    id="0" * 32,
    login="yamada",
    name="山田 太郎",
    kana="ヤマダ タロウ",
    posts=frozenset({Membership("kankyo", "clerk")}),
    grants=frozenset({Grant("design", "kankyo")}),
)


@pytest.fixture
def town(database: Database) -> Database:
    with database.begin() as tx:
        add_department(tx, "kankyo", {"ja": "環境課", "en": "Environment"})
        add_officer(tx, YAMADA, password_hash=hash_password("正しい馬の電池"), now=NOW)
    return database


def test_an_officer_who_knows_the_password_is_signed_in(town: Database) -> None:
    with town.begin() as tx:
        token = sign_in(tx, "yamada", "正しい馬の電池", NOW)

    with town.read() as tx:
        assert signed_in(tx, token, NOW) == (YAMADA, False)


@pytest.mark.parametrize(("login", "password"), [("yamada", "ちがう"), ("suzuki", "正しい馬の電池"), ("", "")])
def test_a_wrong_password_and_an_unknown_login_are_refused_alike(town: Database, login: str, password: str) -> None:
    with town.begin() as tx, pytest.raises(SignInFailed):
        sign_in(tx, login, password, NOW)


@pytest.mark.parametrize("pause", [IDLE + timedelta(seconds=1), LONGEST + timedelta(seconds=1)])
def test_a_session_ends_when_nobody_works(town: Database, pause: timedelta) -> None:
    with town.begin() as tx:
        token = sign_in(tx, "yamada", "正しい馬の電池", NOW)

    with town.read() as tx:
        assert signed_in(tx, token, NOW + pause) is None


def test_work_keeps_a_session_alive_but_not_for_ever(town: Database) -> None:
    with town.begin() as tx:
        token = sign_in(tx, "yamada", "正しい馬の電池", NOW)

    at = NOW
    while at + timedelta(hours=1) <= NOW + LONGEST:
        at += timedelta(hours=1)
        with town.begin() as tx:
            assert signed_in(tx, token, at) == (YAMADA, True)
            touch(tx, token, at)

    with town.read() as tx:
        assert signed_in(tx, token, NOW + LONGEST + timedelta(seconds=1)) is None


def test_signing_out_ends_the_session_everywhere(town: Database) -> None:
    with town.begin() as tx:
        token = sign_in(tx, "yamada", "正しい馬の電池", NOW)
        sign_out(tx, token)

    with town.read() as tx:
        assert signed_in(tx, token, NOW) is None


def test_a_transfer_changes_what_an_officer_may_do(town: Database) -> None:
    moved = Officer(id=YAMADA.id, login="yamada", name=YAMADA.name, kana=YAMADA.kana)
    with town.begin() as tx:
        replace_posts(tx, moved)

    with town.read() as tx:
        assert officer_by_login(tx, "yamada") == moved
        assert read_directory(tx).holders("kankyo", "clerk") == ()


def test_a_grant_counts_in_its_department_only() -> None:
    YAMADA.require("design", "kankyo")

    with pytest.raises(NotAllowed):
        YAMADA.require("design", "zeimu")
    with pytest.raises(NotAllowed):
        YAMADA.require("publish", "kankyo")
    assert Officer(id="1", login="dx", name="", grants=frozenset({Grant("dx", "*")})).may("dx", "zeimu")
