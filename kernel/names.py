"""How things are named in documents: keys, names of data, languages. One spelling for codecs and schemas."""

import re
from typing import Final

_KEY: Final = r"[a-z][a-z0-9_-]{0,63}"

KEY: Final = re.compile(_KEY)
"""The key of a field, node, rule, …: it survives every change of wording."""
DATA_NAME: Final = re.compile(rf"{_KEY}(\.{_KEY}){{0,7}}")
"""The dotted name of a datum that the office holds: `resident.address`."""
FIELD_NAME: Final = re.compile(rf"{_KEY}(\.{_KEY}){{0,3}}")
"""How conditions and exprs name a field, and a part of its value."""
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
"""A language tag (BCP 47): `ja`, `en`, `zh-Hant`."""


def whole(pattern: re.Pattern[str]) -> str:
    """Return `pattern` for a JSON Schema. `$` alone would let a last line break through in Python, though not in
    JavaScript."""
    return rf"^{pattern.pattern}$(?!\n)"
