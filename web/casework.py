"""What pages of case work share: the officer as the engine knows them, and whether a case is open to them."""

from accounts.officer import Officer
from bootstrap import Tx
from engine.core.actor import Actor, queue_of
from engine.shell.case_rows import find_case
from engine.shell.inbox import Worklist, may_work_on
from engine.shell.view import CaseView
from kernel.errors import NotFound


def posts_of(officer: Officer) -> frozenset[str]:
    """Return the queues that `officer` works on."""
    return frozenset(queue_of(post.department, post.role) for post in officer.posts)


def actor_of(officer: Officer) -> Actor:
    """Return `officer` as somebody who acts on cases."""
    return Actor("officer", officer.id, posts_of(officer))


def worklist_of(officer: Officer) -> Worklist:
    """Return the work of `officer`."""
    return Worklist(officer=officer.id, posts=posts_of(officer))


def seen_case(tx: Tx, officer: Officer, case_id: str) -> CaseView:
    """Return a case of the officer's departments, or one with work for them; others look like absent ones."""
    case = find_case(tx, case_id)
    if officer.sees(case.department) or may_work_on(tx, worklist_of(officer), case_id):
        return case
    raise NotFound
