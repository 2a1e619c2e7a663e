"""From the documents of a procedure to its manual, and from the manual to a page that stands alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forms.definition import Form
from kernel.text import say
from reports.manual.attachments import controls_of, doers_of, forms_of, letters_of, personal_of
from reports.manual.exceptions import exceptions_of
from reports.manual.messages import MESSAGES
from reports.manual.model import Fact, Manual
from reports.manual.numbering import numbers_of
from reports.manual.plates import plates_of
from reports.manual.rules import rules_of
from reports.manual.source import ManualSource
from reports.manual.steps import steps_of
from reports.manual.vocabulary import vocabulary_of
from reports.manual.ways import Telling
from workflow.definition import Flow, Kpi
from workflow.graph import graph_of
from workflow.measures.titles import TITLES, shown, title_of
from workflow.table.model import Table

ROOT: Final = Path(__file__).resolve().parents[2]
STYLES: Final = ("tokens.css", "manual.css", "manual-print.css")
_LAW: Final = {
    "処分": "disposition",
    "届出": "notification",
    "事実行為": "act",
    "法": "statute",
    "条例": "ordinance",
    "要綱": "rules",
}
_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def manual_of(source: ManualSource, language: str, *, made_at: str = "") -> Manual:
    """Return the manual of a procedure in one language; the same documents give the same manual."""
    telling = telling_of(source.flow, source.forms, source.tables, language)
    steps = steps_of(telling)
    return Manual(
        language=language,
        title=say(source.title, language),
        edition=source.edition,
        made_at=made_at,
        digest=source.digest,
        about=tuple(fact for fact in _about(telling, source) if any(fact.parts)),
        plates=plates_of(telling),
        doers=doers_of(telling),
        steps=steps,
        rules=rules_of(telling, source.tables),
        exceptions=exceptions_of(telling, steps),
        by_system=tuple(step for step in steps if step.by_system),
        forms=forms_of(telling, source),
        letters=letters_of(telling, source),
        controls=controls_of(telling),
        personal=personal_of(telling),
    )


def telling_of(flow: Flow, forms: Mapping[str, Form], tables: Mapping[str, Table], language: str) -> Telling:
    """Return what it takes to tell a flow in its own words."""
    graph = graph_of(flow)
    return Telling(
        flow=flow,
        graph=graph,
        numbers=numbers_of(flow, graph),
        words=vocabulary_of(flow, forms, tables),
        language=language,
    )


def manual_page(manual: Manual) -> str:
    """Return the manual as a page that needs nothing from outside, to print and to keep."""
    return _TEMPLATES.get_template("report/manual.html").render(
        manual=manual,
        word=lambda code, **params: word(manual.language, code, **params),
        style=Markup("\n".join((ROOT / "static" / "css" / name).read_text("utf-8") for name in STYLES)),  # noqa: S704  # our own files
    )


def word(language: str, code: str, **params: str | int) -> str:
    """Return a word of the manual's pages."""
    return say(MESSAGES.text(f"manual.{code}", **params), language)


def _law(telling: Telling, name: str) -> str:
    """Return a term of the law in the language of the manual."""
    return telling.say(f"law.{_LAW[name]}") if name in _LAW else name


def _about(telling: Telling, source: ManualSource) -> Iterator[Fact]:
    flow, language = source.flow, telling.language

    def fact(code: str, *parts: str) -> Fact:
        return Fact(telling.say(f"about.{code}"), tuple(part for part in parts if part))

    law = flow.disposition
    yield fact("purpose", say(flow.purpose, language) or say(source.summary, language))
    yield fact("department", source.department)
    yield fact("basis", say(flow.legal_basis, language))
    yield fact(
        "disposition",
        telling.say("about.disposition_is", kind=_law(telling, law.kind), basis=_law(telling, law.basis))
        if law
        else "",
    )
    yield fact("criteria", say(law.criteria, language) if law else "")
    yield fact("standard", telling.say("days", count=f"{flow.standard_days:g}") if flow.standard_days else "")
    yield fact("volume", telling.say("about.volume_is", count=f"{flow.volume_per_year:,.0f}")
               if flow.volume_per_year else "")  # fmt: skip
    yield fact("targets", *(_target(telling, kpi) for kpi in flow.kpis))
    yield fact("who", say(source.who, language))
    yield fact("needs", *(say(each, language) for each in source.needs))
    yield fact("fee", say(source.fee, language))
    yield fact("contact", say(source.contact, language))
    yield fact("appeal", say(law.appeal_notice, language) if law else "")


def _target(telling: Telling, kpi: Kpi) -> str:
    """Return a target in words; figures that the house does not compute itself (満足度) stand as they are."""
    if kpi.key not in TITLES:
        name = telling.say("about.satisfaction") if kpi.key == "satisfaction" else kpi.key
        return telling.say("about.target", name=name, value=f"{kpi.target:g}")
    name, value = title_of(kpi.key, telling.language), shown(kpi.key, kpi.target, telling.language)
    return telling.say("about.target", name=name, value=value)
