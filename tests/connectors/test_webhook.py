"""The webhook against a real server: signed, bound to the checked address, bounded, and never led elsewhere."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from connectors.errors import BadAnswer, ForbiddenAddress, Unreachable
from connectors.webhook import MOST_BYTES, Webhook
from engine.shell.services import Question
from kernel.errors import DomainError
from kernel.signature import is_genuine, partner_key
from tests.connectors.tls_server import Partner, partner

NOW = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
LOOPBACK = (ip_network("127.0.0.0/8"),)


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Partner]:
    """A partner who listens."""
    with partner(tmp_path_factory.mktemp("partner")) as found:
        yield found


@pytest.fixture
def webhook(listening: Partner) -> Webhook:
    """A webhook that knows the partner, at an address of this machine."""
    listening.heard.clear()
    listening.answer = lambda _: (200, {}, b'{"data": {}}')
    return Webhook(
        secret=b"secret of the tests",
        hosts=frozenset({listening.host}),
        networks=LOOPBACK,
        ca_file=listening.ca_file,
        resolve=lambda *_: ["127.0.0.1"],
    )


def question(url: str) -> Question:
    return Question(id="case-1-7", case_id="case-1", node="ask", settings={"url": url}, inputs={"name": "髙橋"}, at=NOW)


@pytest.mark.promise("P7")
def test_the_partner_can_tell_who_asks_and_that_it_is_the_same_question(webhook: Webhook, listening: Partner) -> None:
    listening.answer = lambda _: (200, {}, '{"data": {"city": "見直市"}}'.encode())

    answers = [webhook.answer(question(listening.url())) for _ in range(2)]

    assert answers == [{"city": "見直市"}] * 2
    first, second = listening.heard
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"] == "case-1-7"
    assert json.loads(first.body) == {"delivery": "case-1-7", "case": "case-1", "step": "ask", "data": {"name": "髙橋"}}
    key = partner_key(b"secret of the tests", "outgoing", listening.host)
    stamp, given = first.headers["X-Minaoshi-Timestamp"], first.headers["X-Minaoshi-Signature"]
    assert is_genuine(key, stamp, first.headers["X-Minaoshi-Id"], first.body, given, NOW)


@pytest.mark.parametrize(
    ("status", "headers", "body", "error"),
    [
        pytest.param(302, {"Location": "https://127.0.0.1/"}, b"", BadAnswer, id="led elsewhere"),
        pytest.param(500, {}, b"", BadAnswer, id="broken"),
        pytest.param(404, {}, b"{}", BadAnswer, id="unknown"),
        pytest.param(200, {}, b"<html>", BadAnswer, id="no JSON"),
        pytest.param(200, {}, b"[]", BadAnswer, id="no object"),
        pytest.param(200, {}, b'{"data": 5}', BadAnswer, id="no data"),
        pytest.param(200, {}, b'{"data": {"a": NaN}}', BadAnswer, id="no number"),
        pytest.param(200, {}, b" " * (MOST_BYTES + 1), BadAnswer, id="too long"),
    ],
)
def test_what_is_no_answer_is_a_failure(
    webhook: Webhook, listening: Partner, status: int, headers: dict[str, str], body: bytes, error: type[DomainError]
) -> None:
    listening.answer = lambda _: (status, headers, body)

    with pytest.raises(error):
        webhook.answer(question(listening.url()))
    assert len(listening.heard) == 1


def test_nothing_to_say_is_an_answer(webhook: Webhook, listening: Partner) -> None:
    listening.answer = lambda _: (204, {}, b"")

    assert webhook.answer(question(listening.url())) == {}


def test_a_certificate_of_somebody_else_or_of_nobody_known_is_refused(webhook: Webhook, listening: Partner) -> None:
    other = replace(webhook, hosts=frozenset({f"other.example.jp:{listening.port}"}))
    with pytest.raises(Unreachable):
        other.answer(question(f"https://other.example.jp:{listening.port}/hook"))
    with pytest.raises(Unreachable):
        replace(webhook, ca_file=None).answer(question(listening.url()))
    assert not listening.heard


def test_a_partner_who_does_not_listen_is_unreachable(webhook: Webhook) -> None:
    nobody = replace(webhook, hosts=frozenset({"partner.example.jp:1"}))

    with pytest.raises(Unreachable):
        nobody.answer(question("https://partner.example.jp:1/"))


@pytest.mark.promise("P31")
def test_the_canary_inside_hears_nothing(webhook: Webhook, listening: Partner) -> None:
    guarded = replace(webhook, networks=())

    with pytest.raises(ForbiddenAddress):
        guarded.answer(question(listening.url()))
    assert not listening.heard


def test_a_partner_is_a_host_whatever_is_asked_there(webhook: Webhook, listening: Partner) -> None:
    assert webhook.partner({"url": listening.url("/a")}) == webhook.partner({"url": listening.url("/b?c=1")})
    assert webhook.partner({}) == "webhook:"
