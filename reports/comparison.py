"""The comparison of two flows as one HTML file that needs nothing else: no script, no font, no address."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kernel.text import say
from reports.comparison_rows import control_rows, figure_rows, headline, step_rows, verdict, word
from reports.shapes import curves, falls
from workflow.compare import Comparison
from workflow.diagram import draw

ROOT: Final = Path(__file__).resolve().parents[1]
STYLES: Final = ("tokens.css", "report.css", "shapes.css")


def comparison_report(comparison: Comparison, language: str, *, made_at: str = "") -> str:
    """Return the page: figures, where the hours go, how soon cases are done, pictures, steps and controls."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    controls = control_rows(comparison, language)
    before = draw(comparison.before, language=language, changes=comparison.fates_before)
    after = draw(comparison.after, language=language, changes=comparison.fates_after)
    return environment.get_template("report/comparison.html").render(
        language=language,
        word=lambda code: word(f"report.{code}", language),
        heading=word("report.heading", language, title=say(comparison.before.title, language)),
        style=Markup("\n".join((ROOT / "static" / "css" / name).read_text("utf-8") for name in STYLES)),  # noqa: S704  # our own files
        headline=headline(comparison, language),
        made_at=word("report.made_at", language, when=made_at) if made_at else "",
        falls=falls(comparison, language),
        curves=curves(comparison, language),
        behaviour=[say(each.message, language) for each in comparison.behaviour],
        figures=figure_rows(comparison, language),
        steps=step_rows(comparison, language),
        controls=controls,
        verdict=verdict(controls, language),
        pictures=(
            (word("report.before", language), Markup(before.svg("before"))),  # noqa: S704  # cleaned by an allow-list
            (word("report.after", language), Markup(after.svg("after"))),  # noqa: S704  # cleaned by an allow-list
        ),
        digests=(comparison.before.digest, comparison.after.digest),
    )
