"""Letters: values go in as text and are never read again; mail has one recipient and no header from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.page import Letter
from notify.letters import write
from notify.mail import BadAddress, Mail, compose

LETTER = Letter(
    key="accepted",
    title="登録",
    subject={"ja": "登録（{{ receipt_number }}）", "en": "Registered ({{ receipt_number }})"},
    body={"ja": "{{ applicant_name }} 様\n{{unknown}}以上", "en": "Dear {{ applicant_name }}"},
)


def test_a_letter_is_written_in_the_resident_s_language() -> None:
    values = {"applicant_name": "髙﨑 𠮷子", "receipt_number": "7KQ3"}

    assert write(LETTER, values, "ja").body == "髙﨑 𠮷子 様\n以上"
    assert write(LETTER, values, "en").subject == "Registered (7KQ3)"


@given(st.text())
@pytest.mark.promise("P30")
def test_what_a_resident_typed_is_never_a_template(typed: str) -> None:
    assert write(LETTER, {"applicant_name": "{{ receipt_number }}" + typed, "receipt_number": "SECRET"}, "en").body == (
        "Dear {{ receipt_number }}" + typed
    )


@pytest.mark.parametrize("subject", ["件名\r\nBcc: x@example.jp", "件名\u2028Bcc: x", "嘊嘍Bcc: x@example.jp"])
@pytest.mark.promise("P30")
def test_a_subject_adds_no_header(subject: str) -> None:
    message = compose(Mail(id="d1", to="a@example.jp", subject=subject, body="本文"), "city@example.jp")

    assert message["Bcc"] is None
    assert b"\nBcc:" not in message.as_bytes()
    assert message["Message-ID"] == "<d1@example.jp>"


@pytest.mark.parametrize(
    "address", ["a@example.jp, b@example.jp", "a@example.jp\r\nBcc: b@example.jp", "", "日本", "a@", "a b@example.jp"]
)
def test_an_address_is_exactly_one(address: str) -> None:
    with pytest.raises(BadAddress):
        compose(Mail(id="d1", to=address, subject="件名", body="本文"), "city@example.jp")
