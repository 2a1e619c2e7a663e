"""JSON documents: strict reading, canonical writing (RFC 8785), and the digest that names a version.

Reading refuses what Python's parser would let through: duplicate keys, NaN, lone surrogates, numbers of
thousands of digits, depth over 64, more than 5 MB. Every refusal is an `UnusableDocument`, never a traceback.
"""

import hashlib
import json
import math
import re
from json.encoder import encode_basestring  # quotes and escapes just as RFC 8785 demands
from typing import Final, NoReturn

from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.messages import Messages

MAX_BYTES: Final = 5_000_000
MAX_DEPTH: Final = 64
MAX_DIGITS: Final = 300
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BRACKETS: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)
"""A whole string, or a bracket outside of one; possessive, so that an unclosed string costs one look."""

_EXACT: Final = 2**53

MESSAGES: Final = Messages(
    {
        "format.too_large": {
            "ja": "ファイルが大きすぎます（上限 {limit} バイト）。内容を分けてください。",
            "en": "The file is too large (limit {limit} bytes). Split its contents.",
        },
        "format.not_utf8": {
            "ja": "文字コードがUTF-8ではありません。UTF-8で保存し直してください。",
            "en": "The file is not UTF-8 text. Save it again as UTF-8.",
        },
        "format.not_json": {
            "ja": "JSONとして読めません（{line}行{column}文字目）。かっこやカンマの過不足を確かめてください。",
            "en": "This is not JSON (line {line}, column {column}). Look for a missing bracket or comma.",
        },
        "format.duplicate_key": {
            "ja": "項目「{key}」が二重に書かれています。片方を消してください。",
            "en": "The property “{key}” stands twice. Remove one of them.",
        },
        "format.bad_number": {
            "ja": "数値「{value}」は使えません。有限で桁数の少ない数にしてください。",
            "en": "The number “{value}” cannot be used. Write a finite number with fewer digits.",
        },
        "format.too_deep": {
            "ja": "入れ子が深すぎます（上限 {limit} 段）。構造を浅くしてください。",
            "en": "The document is nested too deeply (limit {limit}). Flatten it.",
        },
        "format.bad_text": {
            "ja": "文字として扱えない符号が含まれています。入力し直してください。",
            "en": "The document contains code units that are not characters. Type that text again.",
        },
    }
)


def read_json(raw: bytes | str, *, max_bytes: int = MAX_BYTES) -> Json:
    """Parse `raw` strictly or raise `UnusableDocument` with one problem that says where and why."""
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    if len(data) > max_bytes:
        _refuse("format.too_large", limit=max_bytes)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse("format.not_utf8")
    _refuse_depth(text)
    try:
        value: Json = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_constant, parse_int=_integer, parse_float=_float
        )
    except json.JSONDecodeError as error:
        _refuse("format.not_json", line=error.lineno, column=error.colno)
    _refuse_surrogates(value)
    return value


def canonical(value: Json) -> bytes:
    """Return `value` as RFC 8785 canonical JSON: keys in UTF-16 order, shortest numbers, no white space.

    What `read_json` would have refused (lone surrogates, infinite numbers, endless depth) is refused here, too.
    """
    parts: list[str] = []
    try:
        _write(value, parts)
        return "".join(parts).encode("utf-8")
    except UnicodeEncodeError:
        _refuse("format.bad_text")
    except RecursionError:
        _refuse("format.too_deep", limit=MAX_DEPTH)


def digest(value: Json) -> str:
    """Return the SHA-256 (64 hex digits) of the canonical form: the identity of a version."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _refuse(code: str, **params: str | int) -> NoReturn:
    raise UnusableDocument((MESSAGES.problem(code, "", "error", **params),))


def _refuse_depth(text: str) -> None:
    """Measure the nesting before the parser recurses; brackets inside strings do not count."""
    depth = 0
    for token in _BRACKETS.finditer(text):
        sign = token[0]
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                _refuse("format.too_deep", limit=MAX_DEPTH)
        elif sign in "]}":
            depth -= 1


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        _refuse("format.duplicate_key", key=next(key for key, _ in pairs if key in seen or seen.add(key))[:80])  # type: ignore[func-returns-value]  # set.add is called for its effect
    return result


def _constant(name: str) -> NoReturn:
    _refuse("format.bad_number", value=name)


def _integer(digits: str) -> int | float:
    """Read an integer as RFC 8785 will write it; one that it would write as another number is refused."""
    if len(digits) > MAX_DIGITS:
        _refuse("format.bad_number", value=digits[:20] + "…")
    number = int(digits)
    if abs(number) <= _EXACT or int(float(number)) == number:
        return number
    if _number(float(number)) != digits:
        _refuse("format.bad_number", value=digits[:20])
    return float(number)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number) or len(digits) > MAX_DIGITS:
        _refuse("format.bad_number", value=digits[:20])
    return number


def _refuse_surrogates(value: Json) -> None:
    stack: list[Json] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            if _SURROGATE.search(item):
                _refuse("format.bad_text")
        elif isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            stack.extend(item.keys())
            stack.extend(item.values())


def _write(value: Json, parts: list[str]) -> None:
    match value:
        case None:
            parts.append("null")
        case bool():
            parts.append("true" if value else "false")
        case int() | float():
            parts.append(_number(value))
        case str():
            parts.append(encode_basestring(value))
        case dict():
            _write_object(value, parts)
        case _:
            assert isinstance(value, list | tuple)
            parts.append("[")
            for index, item in enumerate(value):
                if index:
                    parts.append(",")
                _write(item, parts)
            parts.append("]")


def _write_object(value: dict[str, Json], parts: list[str]) -> None:
    parts.append("{")
    plain = all(map(str.isascii, value))  # the usual case, in which the order of code points is that of UTF-16
    for index, key in enumerate(sorted(value) if plain else sorted(value, key=lambda key: key.encode("utf-16-be"))):
        parts.append(("," if index else "") + encode_basestring(key) + ":")
        _write(value[key], parts)
    parts.append("}")


def _number(value: int | float) -> str:
    """Write a number as ECMAScript does (RFC 8785 §3.2.2.3): 1.0 is `1`, 1e21 is `1e+21`."""
    if isinstance(value, int) and abs(value) <= _EXACT:
        return str(value)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        _refuse("format.bad_number", value=str(number))
    if number == 0:
        return "0"
    sign, digits, exponent = ("-" if number < 0 else ""), *_shortest(abs(number))
    point = exponent + len(digits)
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return f"{sign}{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def _shortest(number: float) -> tuple[str, int]:
    """Return the shortest digits and exponent with `int(digits) * 10**exponent` reading back as `number`."""
    mantissa, _, exponent = repr(number).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    stripped = digits.rstrip("0")
    return stripped, int(exponent or 0) - len(fraction) + len(digits) - len(stripped)
