"""Everything that stands between a draft and its publication: each part alone, and the parts together."""

from collections.abc import Iterator

from accounts.officer import Membership
from catalog.bundle import OFFICE_PLACES, Bundle
from catalog.letter_rules import missing_in_letters
from catalog.messages import MESSAGES
from forms.definition import Field, Form
from forms.lint import check_form
from forms.possible_answers import options_of, ranges_of
from kernel.problems import Problem
from workflow.check import check_flow
from workflow.check.context import FormFacts
from workflow.finding import Finding, Where
from workflow.table.verify import check_table


def check_bundle(bundle: Bundle, posts: frozenset[Membership] | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with `bundle`, errors first; `posts` are the posts that somebody holds."""
    del posts  # who holds a post changes daily: an unmanned lane is told on the page, not frozen into a version
    facts = {key: form_facts(form) for key, form in bundle.forms.items()}
    findings = [
        *check_flow(bundle.flow, tables=bundle.tables, forms=facts, publishing=True).findings,
        *(finding for table in bundle.tables.values() for finding in check_table(table)),
        *(as_finding(problem, form.key) for form in bundle.forms.values() for problem in check_form(form)),
        *_letters(bundle),
        *missing_in_letters(bundle.flow, bundle.page.letters),
    ]
    order = {"error": 0, "warning": 1, "info": 2}
    unique = {(finding.code, finding.where, str(finding.message)): finding for finding in findings}
    return tuple(sorted(unique.values(), key=lambda finding: order[finding.severity]))


def form_facts(form: Form) -> FormFacts:
    """Return what a flow's check needs to know of a form: fields and types (`group.field` for items), and answers."""
    return FormFacts(fields=dict(_typed(form.fields(), "")), options=options_of(form), ranges=ranges_of(form))


def as_finding(problem: Problem, document: str) -> Finding:
    """Turn a problem of a form into a finding of the whole; `document` is the form's key."""
    where = Where(pointer=problem.pointer)
    return Finding(
        code=problem.code,
        severity=problem.severity,
        where=where,
        message=problem.message,
        detail={"document": document},
    )


def _typed(fields: Iterator[Field] | tuple[Field, ...], prefix: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield prefix + field.key, field.type
        yield from _typed(field.fields, f"{prefix}{field.key}.")


def _letters(bundle: Bundle) -> Iterator[Finding]:
    known = OFFICE_PLACES | set(bundle.flow.data)
    known |= {name for form in bundle.forms.values() for name, _ in _typed(form.fields(), "")}
    known |= {output.key for table in bundle.tables.values() for output in table.outputs}
    for node in bundle.flow.nodes.values():
        if node.type != "notice" or not node.template:
            continue
        letter = bundle.page.letters.get(node.template)
        where = Where(nodes=(node.key,), pointer=f"{node.pointer}/template")
        if letter is None:
            message = MESSAGES.text("reference.letter", node=node.title, letter=node.template)
            yield Finding(code="reference.letter", severity="error", where=where, message=message)
            continue
        for place in sorted(letter.places - known):
            if place.split(".")[0] not in known:
                message = MESSAGES.text("reference.letter_place", letter=letter.title, place=place)
                yield Finding(code="reference.letter_place", severity="error", where=where, message=message)
