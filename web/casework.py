"""What pages of case work share: the officer as the engine knows them, and whether a case is open to them."""

from dataclasses import replace
from datetime import datetime

from accounts.directory import Directory, read_directory
from accounts.officer import Officer
from accounts.substitutions import absent_for
from bootstrap import Tx
from engine.core.actor import Actor, StandIn, queue_of
from engine.shell.asides import was_asked
from engine.shell.case_rows import find_case
from engine.shell.children import roots_of
from engine.shell.inbox import may_work_on
from engine.shell.view import CaseView
from engine.shell.worklist import Worklist
from intake.applications import Application, applications
from kernel.clock import local_date
from kernel.errors import NotFound
from office.leading import departments_led, leading_roles
from web.services import services


def posts_of(officer: Officer) -> frozenset[str]:
    """Return the queues that `officer` works on in person."""
    return frozenset(queue_of(post.department, post.role) for post in officer.posts)


def actor_of(tx: Tx, officer: Officer, now: datetime) -> Actor:
    """Return `officer` as somebody who acts on cases, today also for colleagues who are away."""
    absent = absent_for(tx, officer, local_date(now))
    return Actor("officer", officer.id, posts_of(officer), tuple(StandIn(each.id, posts_of(each)) for each in absent))


def worklist_of(actor: Actor) -> Worklist:
    """Return the work of an officer, and of those for whom the officer stands in."""
    posts = actor.posts.union(*(each.posts for each in actor.stands_in))
    return Worklist(officer=actor.id, posts=posts, stands_in=frozenset(each.officer for each in actor.stands_in))


def lists_of(officer: Officer, actor: Actor, directory: Directory, now: datetime) -> Worklist:
    """Return every list of an officer: their own work and that of their sections."""
    section = frozenset(
        queue_of(post.department, post.role) for post in directory.posts if post.department in officer.departments
    )
    return replace(worklist_of(actor), departments=officer.departments, section=section, now=now)


def departments_seen(officer: Officer, directory: Directory) -> frozenset[str]:
    """Return the departments whose cases are all open to `officer`."""
    return frozenset(key for key in directory.departments if officer.sees(key))


def applications_of(tx: Tx, case_ids: list[str]) -> dict[str, Application]:
    """Return the applications of many cases; a child (子案件) stands under that of the case that it belongs to."""
    roots = roots_of(tx, case_ids)
    found = applications(tx, list({roots.get(case_id, case_id) for case_id in case_ids}))
    return {each: found[root] for each in case_ids if (root := roots.get(each, each)) in found}


def seen_case(tx: Tx, officer: Officer, actor: Actor, case_id: str) -> CaseView:
    """Return a case of the officer's departments, or one with work for them; others look like absent ones."""
    case = find_case(tx, case_id)
    if officer.sees(case.department) or may_work_on(tx, worklist_of(actor), case_id):
        return case
    if was_asked(tx, actor.id, actor.posts, case_id):
        return case
    raise NotFound


def read_case(tx: Tx, officer: Officer, actor: Actor, case_id: str) -> CaseView:
    """Return a case that the officer may look at: those that they see, and those below a post that leads others.

    To whoever is above, a case is open for reading only; what changes it asks `seen_case`.
    """
    try:
        return seen_case(tx, officer, actor, case_id)
    except NotFound:
        case, directory = find_case(tx, case_id), read_directory(tx)
        led = departments_led(officer, directory, leading_roles(tx, services().library))
        queues = {item.queue.partition("/")[0] for item in case.state.items}
        if {case.department, *queues} & {*led}:
            return case
        raise
