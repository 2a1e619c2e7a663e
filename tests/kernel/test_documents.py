"""Documents: what is refused and how fast, and the canonical form that names a version."""

import hashlib
import json
import random
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.documents import MAX_DEPTH, canonical, digest, read_json
from kernel.errors import UnusableDocument
from kernel.json_types import Json

DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param("[" * 100_000, "format.too_deep", id="100,000 brackets"),
        pytest.param('{"a":' * 100_000, "format.too_deep", id="100,000 braces"),
        pytest.param("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "format.too_deep", id="one level too deep"),
        pytest.param("1" * 5_000, "format.bad_number", id="5,000 digits"),
        pytest.param("1." + "1" * 5_000, "format.bad_number", id="5,000 decimals"),
        pytest.param("1e400", "format.bad_number", id="beyond every float"),
        pytest.param("9007199254740993", "format.bad_number", id="an integer that a float cannot hold"),
        pytest.param("NaN", "format.bad_number", id="NaN"),
        pytest.param('{"a": -Infinity}', "format.bad_number", id="infinity"),
        pytest.param('{"a": 1, "b": {"c": 1, "c": 2}}', "format.duplicate_key", id="a key twice"),
        pytest.param('"\\ud800"', "format.bad_text", id="a lone surrogate"),
        pytest.param('{"\\udc00": 1}', "format.bad_text", id="a lone surrogate as a key"),
        pytest.param("\ud800", "format.not_utf8", id="a lone surrogate in the text itself"),
        pytest.param(b'"\xff"', "format.not_utf8", id="no UTF-8"),
        pytest.param('{"a": 1}'.encode("utf-16"), "format.not_utf8", id="UTF-16"),
        pytest.param('"表'.encode("shift_jis"), "format.not_utf8", id="Shift_JIS"),
        pytest.param("", "format.not_json", id="nothing"),
        pytest.param('{"a": 1,}', "format.not_json", id="a comma too many"),
        pytest.param("{'a': 1}", "format.not_json", id="single quotes"),
        pytest.param("[1] 2", "format.not_json", id="something behind it"),
        pytest.param('"a\x00b"', "format.not_json", id="a raw NUL"),
        pytest.param('"' + "\\" * 1_000_000, "format.not_json", id="a million backslashes"),
        pytest.param('"' + "a[" * 1_000_000, "format.too_deep", id="an unclosed string full of brackets"),
        pytest.param(b" " * 5_000_001, "format.too_large", id="over 5 MB"),
    ],
)
def test_a_hostile_document_is_refused_in_one_sentence_and_at_once(raw: bytes | str, code: str) -> None:
    started = time.process_time()

    with pytest.raises(UnusableDocument) as refusal:
        read_json(raw)

    assert [problem.code for problem in refusal.value.problems] == [code]
    assert refusal.value.problems[0].message.keys() == {"ja", "en"}  # type: ignore[union-attr]  # ours are in two languages
    assert time.process_time() - started < 3  # promise T-18, with a factor of ten to spare


def test_the_place_of_a_slip_is_told() -> None:
    with pytest.raises(UnusableDocument) as refusal:
        read_json('{\n  "a" 1\n}')

    assert refusal.value.problems[0].params == {"line": 2, "column": 7}


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf{}", '{"a": "[[[[ \\" ]]"}', "[" * MAX_DEPTH + "]" * MAX_DEPTH])
def test_what_only_looks_odd_is_read(raw: bytes | str) -> None:
    read_json(raw)


# RFC 8785, appendix B: IEEE 754 bits and the text that ECMAScript writes for them.
NUMBERS = """
0000000000000000 0
8000000000000000 0
0000000000000001 5e-324
8000000000000001 -5e-324
7fefffffffffffff 1.7976931348623157e+308
ffefffffffffffff -1.7976931348623157e+308
4340000000000000 9007199254740992
c340000000000000 -9007199254740992
4430000000000000 295147905179352830000
44b52d02c7e14af5 9.999999999999997e+22
44b52d02c7e14af6 1e+23
44b52d02c7e14af7 1.0000000000000001e+23
444b1ae4d6e2ef4e 999999999999999700000
444b1ae4d6e2ef4f 999999999999999900000
444b1ae4d6e2ef50 1e+21
3eb0c6f7a0b5ed8c 9.999999999999997e-7
3eb0c6f7a0b5ed8d 0.000001
41b3de4355555553 333333333.3333332
41b3de4355555554 333333333.33333325
41b3de4355555555 333333333.3333333
41b3de4355555556 333333333.3333334
41b3de4355555557 333333333.33333343
becbf647612f3696 -0.0000033333333333333333
43143ff3c1cb0959 1424953923781206.2
"""


@pytest.mark.parametrize("line", NUMBERS.split("\n")[1:-1])
def test_numbers_are_written_as_the_standard_says(line: str) -> None:
    bits, text = line.split()

    assert canonical(struct.unpack(">d", bytes.fromhex(bits))[0]).decode() == text


def test_keys_are_sorted_by_utf_16_units_as_the_standard_says() -> None:
    document: Json = {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
                      "1": "One", "\U0001f600": "Emoji: Grinning Face", "\u0080": "Control",
                      "\u00f6": "Latin Small Letter O With Diaeresis"}  # fmt: skip

    assert list(json.loads(canonical(document))) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_strings_are_escaped_as_the_standard_says() -> None:
    document: Json = {"numbers": [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27], "string": '\u20ac$\x0f\nA\'B"\\\\"/',
                      "literals": [None, True, False]}  # fmt: skip

    assert canonical(document).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


@given(DOCUMENTS)
def test_the_canonical_form_reads_back_and_is_its_own_canonical_form(document: Json) -> None:
    written = canonical(document)

    again = read_json(written)
    assert again == document
    assert canonical(again) == written


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_properties_does_not_change_the_identity(document: Json, chance: random.Random) -> None:
    assert digest(shuffled(document, chance)) == digest(document)


def shuffled(value: Json, chance: random.Random) -> Json:
    if isinstance(value, dict):
        items = [(key, shuffled(inner, chance)) for key, inner in value.items()]
        chance.shuffle(items)
        return dict(items)
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


def test_the_digest_is_the_sha_256_of_the_canonical_form() -> None:
    assert digest({"b": 1.0, "a": []}) == hashlib.sha256(b'{"a":[],"b":1}').hexdigest()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param("\ud800", "format.bad_text", id="a lone surrogate"),
        pytest.param({"\ud800": 1}, "format.bad_text", id="a lone surrogate as a key"),
        pytest.param(float("nan"), "format.bad_number", id="NaN"),
        pytest.param([float("inf")], "format.bad_number", id="infinity"),
        pytest.param(10**400, "format.bad_number", id="beyond every float"),
    ],
)
def test_a_value_that_no_document_could_hold_has_no_canonical_form(value: Json, code: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        canonical(value)

    assert refusal.value.problems[0].code == code


def test_a_value_without_end_has_no_canonical_form() -> None:
    endless: list[Json] = []
    endless.append(endless)

    with pytest.raises(UnusableDocument) as refusal:
        canonical(endless)

    assert refusal.value.problems[0].code == "format.too_deep"
