"""Writes `docs/promises.md` from the marks of the tests: `python -m tests.promises.page`."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.promises.table import GROUPS, Promise
from tests.services import ROOT

PAGE: Final = ROOT / "docs" / "promises.md"
MARK: Final = "pytest.mark.promise"
_HEAD: Final = """# What is promised, and which tests try it

Each test says which promise it tries (`@pytest.mark.promise("P4")`); this page is written from that by
`python -m tests.promises.page`, and a test fails when it is older than they are. `pytest -m promise` runs them all, in
their short form; the long forms are commands of their own, and [operations.md](operations.md) says what they need.

"""


@dataclass(frozen=True, slots=True)
class Trial:
    """A test that tries promises; without a name it is the whole file."""

    path: str
    name: str

    @property
    def sentence(self) -> str:
        """Return what the test says."""
        return f"{self.name.removeprefix('test_').replace('_', ' ')} (`{self.path}`)" if self.name else f"`{self.path}`"


def trials() -> Mapping[str, Sequence[Trial]]:
    """Return the tests of each promise, read from the sources: nothing has to be imported for it."""
    found: dict[str, list[Trial]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if MARK in text:
            for key, name in _marks(ast.parse(text)):
                found[key].append(Trial(str(path.relative_to(ROOT)), name))
    return found


def _marks(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield promise and test for each mark; the mark of a whole module comes with the name ""."""
    for statement in module.body:
        if isinstance(statement, ast.FunctionDef):
            for each in statement.decorator_list:
                yield from ((key, statement.name) for key in _promises_in(each))
        elif isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "pytestmark":
            yield from ((key, "") for each in ast.walk(statement.value) for key in _promises_in(each))


def _promises_in(mark: ast.AST) -> Iterator[str]:
    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == MARK:
        yield from (str(each.value) for each in mark.args if isinstance(each, ast.Constant))


def page() -> str:
    """Return the page."""
    found = trials()
    lines: list[str] = []
    for title, group in GROUPS:
        lines += [f"## {title}", "", "| | promise | tried by | long form |", "|---|---|---|---|"]
        lines += [_row(each, found.get(each.key, ())) for each in group]
        lines.append("")
    return _HEAD + "\n".join(lines).rstrip("\n") + "\n"


def _row(promise: Promise, tried: Sequence[Trial]) -> str:
    said = [each.sentence for each in tried]
    if promise.partly:
        said.append(f"*partly: {promise.partly}*")
    if promise.untried:
        said.append(f"*by no test: {promise.untried}*")
    return f"| {promise.key} | {promise.says} | {'<br>'.join(said)} | {promise.long_form} |"


def main(target: Path = PAGE) -> None:
    """Write the page."""
    target.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
