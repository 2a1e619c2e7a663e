"""Nothing is half there: every type of field and of step, every refusal and every code has all that belongs to it.

Detectors have a test of their own (tests/workflow/analysis/test_catalogue.py), and so have settings
(tests/test_settings.py) and the sentences of pages (tests/web/test_texts.py).
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final, get_args

import pytest
from flask import Flask

from bootstrap import services
from engine.core.executable import RUNS, problems_of
from forms.definition import FIELD_TYPES, FieldType
from forms.fields.registry import KINDS
from forms.page_model import page_view
from forms.question_view import CONTROLS
from forms.schema import form_schema
from forms.views import Control, QuestionView
from kernel.errors import DomainError
from kernel.json_types import Json
from kernel.messages import Messages
from settings import read_settings
from tests.architecture.rules import ROOT, modules
from tests.forms.building import TODAY, a_form, field
from tests.workflow.flow_documents import node, straight
from web.app import create_app
from web.texts import CATALOGS, text_of
from workflow.codec import require_flow
from workflow.definition import NODE_TYPES, NodeType
from workflow.definition_parts import PEOPLE_WORK
from workflow.diagram.picture import SHAPES
from workflow.schema import SCHEMA

STARTED_AS_SCRIPTS: Final = ("wsgi", "worker", "workflow.diagram.brush", "db.migrations")
"""Modules that do something when they are imported."""

COMPLETED_BY_THE_SHELL: Final = frozenset({("engine.core.state", "ItemAlreadyClosed")})
"""Refusals that the pure core raises and the shell completes: only rows know who was faster, and when."""

SAID_BY_DEMAND: Final = frozenset({"control.K01", "control.K02", "control.K04"})
"""Findings on controls whose sentence is that of the demand that is not met (`control.must`, `control.precedes` …)."""

NAMES_OF_SOMETHING_ELSE: Final = re.compile(
    r"cli\.\w+(\.\w+)?|engine\.(work|sweep|worker|embedded|leases|witness)|table\.outputs|\w+\.css"
)
"""Modules that commands load by name, tasks, threads, attributes, files: they look like codes and are none."""


# -- fields


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The web application; its database is never opened."""
    return create_app(services(read_settings({"DATA_DIR": str(tmp_path_factory.mktemp("nowhere"))})))


def question_of(field_type: FieldType) -> QuestionView:
    more: dict[str, Json] = {"text": "お読みください"} if field_type == "note" else {}
    (view,) = page_view(a_form(field("a", field_type, **more)), "one", {}, (), "ja", today=TODAY).questions
    return view


@pytest.mark.parametrize("field_type", FIELD_TYPES)
def test_a_type_of_field_has_an_object_a_schema_a_control_and_a_test(field_type: FieldType) -> None:
    definitions = form_schema()["$defs"]
    tests = (ROOT / "tests" / "forms" / "test_fields.py").read_text(encoding="utf-8")

    assert field_type in KINDS[field_type].types
    assert isinstance(definitions, Mapping)
    assert f"{field_type}-field" in definitions
    assert question_of(field_type).control in get_args(Control)
    assert f'"{field_type}"' in tests


@pytest.mark.parametrize("field_type", FIELD_TYPES)
def test_a_type_of_field_is_shown_on_pages(app: Flask, field_type: FieldType) -> None:
    with app.test_request_context("/"):
        macro = app.jinja_env.get_template("macros/question.html").make_module().question  # type: ignore[attr-defined]  # a macro of the template
        html = str(macro(question_of(field_type)))

    shown = {"note": "お読みください", "computed": "<output", "group": 'name="_add" value="a"'}.get(field_type)
    assert (shown or 'name="a') in html


def test_no_control_is_left_over() -> None:
    assert set(CONTROLS.values()) == set(get_args(Control))


# -- steps of a flow


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_a_type_of_step_runs_or_says_what_it_lacks(node_type: NodeType) -> None:
    flow = require_flow(straight(node("it", node_type)))
    codes = {problem.code for problem in problems_of(flow, {}) if problem.pointer.startswith(flow.nodes["it"].pointer)}

    assert node_type in RUNS
    assert codes <= {"engine.incomplete", "engine.no_lane", "engine.no_edge"}


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_a_type_of_step_has_a_schema_a_shape_and_an_entry_in_the_glossary(node_type: NodeType) -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")

    assert f'"{node_type}"' in json.dumps(SCHEMA)
    assert node_type in SHAPES or node_type in PEOPLE_WORK | {"form"}
    assert f"| `{node_type}` |" in glossary


# -- refusals and codes


def product_modules() -> Iterator[tuple[str, str]]:
    """Yield name and text of every module that can be imported without doing something."""
    return ((name, text) for name, text in modules() if not name.startswith(STARTED_AS_SCRIPTS))


def every_catalog() -> dict[str, Messages]:
    """Return every catalog by the first module that holds it."""
    found: dict[int, tuple[str, Messages]] = {}
    for name, _ in product_modules():
        for value in vars(import_module(name.removesuffix(".__init__"))).values():
            if isinstance(value, Messages):
                found.setdefault(id(value), (f"{name}:{len(found)}", value))
    return dict(found.values())


def subclasses(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


CATALOGUE: Final = every_catalog()
ERRORS: Final = sorted(
    {each for each in subclasses(DomainError) if not each.__module__.startswith("tests.")},
    key=lambda each: each.__name__,
)
KNOWN: Final = frozenset(code for catalog in CATALOGUE.values() for code in catalog.codes)
FAMILIES: Final = frozenset(code.partition(".")[0] for code in KNOWN if "." in code)


@pytest.mark.parametrize(
    ("catalog", "code"),
    [pytest.param(catalog, code, id=code) for catalog in CATALOGUE.values() for code in sorted(catalog.codes)],
)
def test_a_sentence_is_there_in_both_languages(catalog: Messages, code: str) -> None:
    places = {name: f"<{name}>" for name in catalog.parameters(code)}

    said = catalog.text(code, **places)

    assert set(said) == {"ja", "en"}
    assert all(said.values())


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_a_refusal_has_a_sentence_for_whoever_sees_it(kind: type[DomainError]) -> None:
    catalog = next((each for each in CATALOGS if kind.code in each.codes), None)
    assert catalog is not None, f"{kind.code} stands in no catalog of web.texts"

    error = kind.__new__(kind)
    error.params = dict.fromkeys(catalog.parameters(kind.code), "x")

    assert set(text_of(error)) == {"ja", "en"}


def test_who_raises_a_refusal_tells_all_that_its_sentence_names() -> None:
    by_name = {kind.__name__: kind for kind in ERRORS}
    silent = []
    for name, text in product_modules():
        for call in _calls(text):
            kind = by_name.get(_called(call))
            if kind is None or "__init__" in vars(kind) or _is_open(call):
                continue
            if (name, kind.__name__) in COMPLETED_BY_THE_SHELL:
                continue
            needed = next(each for each in CATALOGS if kind.code in each.codes).parameters(kind.code)
            if missing := needed - {each.arg for each in call.keywords}:
                silent.append(f"{name}:{call.lineno} {kind.__name__} without {', '.join(sorted(missing))}")

    assert not silent, "\n".join(silent)


def test_whoever_uses_a_sentence_fills_all_its_places() -> None:
    silent = []
    for name, text in product_modules():
        known = vars(import_module(name.removesuffix(".__init__")))
        for call in _calls(text):
            catalog, code = _sentence(call, known)
            if catalog is None or _is_open(call):
                continue
            if code not in catalog.codes:
                silent.append(f"{name}:{call.lineno} there is no sentence {code}")
            elif missing := catalog.parameters(code) - {each.arg for each in call.keywords}:
                silent.append(f"{name}:{call.lineno} {code} without {', '.join(sorted(missing))}")

    assert not silent, "\n".join(silent)


def test_every_code_has_its_sentence() -> None:
    code = re.compile(rf"(?:{'|'.join(sorted(FAMILIES))})(?:\.[A-Za-z0-9_-]+)+")
    unknown = {
        f"{name}: {each.value}"
        for name, text in product_modules()
        for each in ast.walk(ast.parse(text))
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
        if code.fullmatch(each.value) and each.value not in KNOWN | SAID_BY_DEMAND
        if not NAMES_OF_SOMETHING_ELSE.fullmatch(each.value)
    }

    assert not unknown, "\n".join(sorted(unknown))


def test_no_sentence_is_left_that_nobody_says() -> None:
    said, made = set[str](), list[re.Pattern[str]]()
    for name, text in product_modules():
        tree = ast.parse(text)
        keys = {id(key) for each in ast.walk(tree) if isinstance(each, ast.Dict) for key in each.keys}
        catalogs = "messages" in name or name in {"forms.wording", "kernel.documents"}
        for each in ast.walk(tree):
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and not (catalogs and id(each) in keys):
                said.add(each.value)
            elif isinstance(each, ast.JoinedStr):
                made.append(_pattern(each))

    left = {code for code in KNOWN - said if not any(each.fullmatch(code) for each in made)}

    assert not left, "\n".join(sorted(left))


def _calls(text: str) -> Iterator[ast.Call]:
    return (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Call))


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_open(call: ast.Call) -> bool:
    """Say whether the call hands on parameters that cannot be read off: `**params`."""
    return any(each.arg is None for each in call.keywords)


def _sentence(call: ast.Call, known: Mapping[str, object]) -> tuple[Messages | None, str]:
    """Return catalog and code of a call such as `MESSAGES.text("code", …)`."""
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="text" | "problem"),
            args=[ast.Constant(value=str(code)), *_],
        ):
            catalog = known.get(name)
            return (catalog, code) if isinstance(catalog, Messages) else (None, "")
        case _:
            return None, ""


def _pattern(made: ast.JoinedStr) -> re.Pattern[str]:
    """Return what an f-string can become; one without a fixed beginning says nothing."""
    parts = [re.escape(str(each.value)) if isinstance(each, ast.Constant) else r"[\w.-]+" for each in made.values]
    return re.compile("".join(parts) if made.values and isinstance(made.values[0], ast.Constant) else r"(?!)")
