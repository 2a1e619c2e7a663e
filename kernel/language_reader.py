"""What the readers of conditions and exprs share: names, references, unknown keys, and a bound on their size."""

from collections.abc import Set as AbstractSet
from typing import Final

from kernel.grammar import FieldRef, ParamRef
from kernel.json_types import Json, JsonObject
from kernel.messages_language import MESSAGES
from kernel.names import FIELD_NAME
from kernel.problems import Problem
from kernel.problems import pointer as pointer_to

MAX_DEPTH: Final = 32
MAX_PARTS: Final = 500


class LanguageReader:
    """Reads one condition or expr and remembers how much of it there was."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.exhausted = False
        self._parts = 0

    def refuse(self, code: str, pointer: str, **params: str | int) -> None:
        """Add a problem; gives None, which is what a part that cannot be read is."""
        self.problems.append(MESSAGES.problem(code, pointer, "error", **params))

    def enter(self, pointer: str, depth: int) -> bool:
        """Count one more part at `depth`; False, with a single problem, where the whole becomes too large."""
        if depth >= MAX_DEPTH:
            self.refuse("language.too_deep", pointer, limit=MAX_DEPTH)
            return False
        self._parts += 1
        if self._parts > MAX_PARTS and not self.exhausted:
            self.exhausted = True
            self.refuse("language.too_large", pointer, limit=MAX_PARTS)
        return not self.exhausted

    def only_keys(self, value: JsonObject, allowed: AbstractSet[str], pointer: str) -> bool:
        """Return whether `value` has no other keys than `allowed`; each other one is a problem."""
        unknown = [key for key in value if key not in allowed]
        for key in unknown:
            self.refuse("language.unknown_key", pointer + pointer_to(key), key=key[:80])
        return not unknown

    def path(self, name: Json, pointer: str) -> tuple[str, ...]:
        """Return the parts of a dotted name, or () with a problem."""
        if isinstance(name, str) and FIELD_NAME.fullmatch(name):
            return tuple(name.split("."))
        self.refuse("language.bad_name", pointer, name=name[:80] if isinstance(name, str) else "")
        return ()

    def reference(self, value: JsonObject, pointer: str) -> FieldRef | ParamRef | None:
        """Read `{"field": name}` or `{"param": name}`."""
        for key in ("field", "param"):
            if key in value and self.only_keys(value, {key}, pointer):
                path = self.path(value[key], f"{pointer}/{key}")
                if path:
                    return FieldRef(path) if key == "field" else ParamRef(".".join(path))
                return None
        self.refuse("condition.bad_value", pointer)
        return None
