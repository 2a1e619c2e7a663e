"""Signatures between systems: what is forged, old, for another partner or another way round is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from kernel.signature import TOLERANCE_SECONDS, is_genuine, partner_key, signature

NOW = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
KEY = partner_key(b"secret of the tests", "incoming", "bank")
STAMP = str(int(NOW.timestamp()))


def test_the_signature_is_an_hmac_that_every_language_can_make() -> None:
    # printf '1780275600.m-1.{}' | openssl dgst -sha256 -hmac key
    assert signature("key", "1780275600", "m-1", b"{}").startswith("v1=")
    assert len(signature("key", "1780275600", "m-1", b"{}")) == 67


@pytest.mark.parametrize(
    ("key", "stamp", "delivery", "body", "given"),
    [
        pytest.param(KEY, STAMP, "m-1", b'{"a":2}', None, id="another body"),
        pytest.param(KEY, STAMP, "m-2", b'{"a":1}', None, id="another id"),
        pytest.param(KEY, str(int(STAMP) + 1), "m-1", b'{"a":1}', None, id="another time"),
        pytest.param(partner_key(b"secret of the tests", "outgoing", "bank"), STAMP, "m-1", b'{"a":1}', None, id="way"),
        pytest.param(partner_key(b"secret of the tests", "incoming", "post"), STAMP, "m-1", b'{"a":1}', None, id="who"),
        pytest.param(KEY, STAMP, "m-1", b'{"a":1}', "", id="none"),
        pytest.param(KEY, STAMP, "m-1", b'{"a":1}', "v1=ああ", id="no hex"),
        pytest.param(KEY, "now", "m-1", b'{"a":1}', signature(KEY, "now", "m-1", b'{"a":1}'), id="no time"),
    ],
)
def test_what_was_not_signed_like_this_is_refused(
    key: str, stamp: str, delivery: str, body: bytes, given: str | None
) -> None:
    genuine = signature(KEY, STAMP, "m-1", b'{"a":1}')

    assert is_genuine(KEY, STAMP, "m-1", b'{"a":1}', genuine, NOW)
    assert not is_genuine(key, stamp, delivery, body, genuine if given is None else given, NOW)


@pytest.mark.parametrize("away", [TOLERANCE_SECONDS + 1, -TOLERANCE_SECONDS - 1])
def test_an_old_signature_and_one_of_the_future_are_refused(away: int) -> None:
    genuine = signature(KEY, STAMP, "m-1", b"")

    assert not is_genuine(KEY, STAMP, "m-1", b"", genuine, NOW + timedelta(seconds=away))
