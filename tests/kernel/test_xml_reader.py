"""XML that a stranger wrote is read within bounds, or refused in one sentence."""

import gzip
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import UnusableDocument
from kernel.unpacking import pieces_of
from kernel.xml_reader import MAX_DEPTH, read_xml, stream_xml

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><a>&lol2;</a>"""
OUTSIDE = b"""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""


def code_of(raw: bytes) -> str:
    with pytest.raises(UnusableDocument) as refusal:
        read_xml(raw)
    return refusal.value.problems[0].code


def test_a_document_is_read_with_names_attributes_and_text() -> None:
    raw = """<m:a xmlns:m="urn:m" xmlns:x="urn:x" x:t="型"><b n="1">申請</b><b n="2"/><c>&amp;</c></m:a>""".encode()

    root = read_xml(raw)

    assert (root.name, root.namespace, root.get("{urn:x}t")) == ("a", "urn:m", "型")
    assert [(each.get("n"), each.text) for each in root.all("b")] == [("1", "申請"), ("2", "")]
    assert [each.name for each in root.walk()] == ["a", "b", "b", "c"]
    assert (root.first("c") or root).text == "&"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param(BOMB, "format.xml_doctype", id="entities that unfold without end"),
        pytest.param(OUTSIDE, "format.xml_doctype", id="an entity that would read a file"),
        pytest.param(b'<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>', "format.xml_doctype", id="a foreign DTD"),
        pytest.param(b"<a>&x;</a>", "format.not_xml", id="an entity that nobody declared"),
        pytest.param(b"<a><b></a>", "format.not_xml", id="crossed tags"),
        pytest.param(b"<p:a/>", "format.not_xml", id="a prefix without namespace"),
        pytest.param(b"", "format.not_xml", id="nothing at all"),
        pytest.param(b'<?xml version="1.0" encoding="x-no-such"?><a/>', "format.not_xml", id="an unknown encoding"),
        pytest.param(b"<a>" * (MAX_DEPTH + 1), "format.xml_too_deep", id="endless depth"),
        pytest.param(b"<a>" + b"<b/>" * 200_001 + b"</a>", "format.xml_too_many", id="endless width"),
        pytest.param(b"<a/>" + b" " * 5_000_000, "format.too_large", id="endless length"),
    ],
)
def test_what_is_dangerous_or_broken_is_refused_in_a_sentence(raw: bytes, code: str) -> None:
    assert code_of(raw) == code


def test_a_stream_yields_what_is_asked_for_and_forgets_the_rest() -> None:
    raw = b"<log><skip><deep/></skip>" + b"<trace><event/></trace>" * 3 + b"</log>"
    pieces = [raw[place : place + 7] for place in range(0, len(raw), 7)]

    found = [*stream_xml(pieces, "log", {"trace"})]

    assert [[child.name for child in trace.children] for trace in found] == [["event"]] * 3


def test_a_stream_of_another_kind_of_document_is_refused_at_its_first_element() -> None:
    with pytest.raises(UnusableDocument) as refusal:
        next(stream_xml([b"<html><trace/>"], "log", {"trace"}))

    assert refusal.value.problems[0].params == {"expected": "log", "found": "html"}


@given(content=st.binary(max_size=5_000))
def test_packed_and_unpacked_files_read_the_same(content: bytes) -> None:
    plain = b"!" + content  # a file that begins with the mark of gzip is taken for one

    assert b"".join(pieces_of(BytesIO(plain), 10_000)) == plain
    assert b"".join(pieces_of(BytesIO(gzip.compress(plain)), 10_000)) == plain


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param(gzip.compress(b"0" * 2_000_000), "format.unpacked_too_large", id="a bomb"),
        pytest.param(gzip.compress(b"0" * 2_000)[:-9], "format.bad_gzip", id="cut off"),
        pytest.param(b"\x1f\x8bnot packed at all", "format.bad_gzip", id="no gzip"),
        pytest.param(b"0" * 1_000_001, "format.unpacked_too_large", id="too large as it is"),
    ],
)
def test_a_packed_file_is_read_up_to_its_limit_only(raw: bytes, code: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        [*pieces_of(BytesIO(raw), 1_000_000)]

    assert refusal.value.problems[0].code == code


@given(raw=st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(raw: bytes) -> None:
    with suppress(UnusableDocument):
        assert read_xml(raw).name
