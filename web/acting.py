"""What every page shares that lets an officer act on a case: one transaction, and a sentence when it cannot be done."""

from collections.abc import Callable

from flask import request

from accounts.directory import read_directory
from engine.core.actor import Actor
from engine.core.commands import Command
from engine.shell.view import CaseView
from kernel.errors import DomainError
from kernel.text import say
from web.access import current_officer
from web.casework import actor_of, seen_case
from web.languages import language
from web.services import services
from web.texts import text_of


def command_id(name: str) -> str:
    """Return the id under which what this page sends is carried out once, however often it is sent."""
    return f"{name}:{request.form.get('nonce', '')[:40]}"


def carry_out(case_id: str, name: str, command: Callable[[Actor], Command]) -> CaseView:
    """Let the officer who is signed in act on a case that they see."""
    context, officer = services(), current_officer()
    now = context.clock.now()
    with context.database.begin() as tx:
        actor = actor_of(tx, officer, now)
        seen_case(tx, officer, actor, case_id)
        return context.desk.engine.handle(tx, case_id, command(actor), command_id=command_id(name), now=now)


def sentence_of(error: DomainError) -> str:
    """Return what to tell; whoever was faster is told by name."""
    if who := error.params.get("who"):
        with services().database.read() as tx:
            error.params["who"] = read_directory(tx).name_of(str(who)) or str(who)
    return say(text_of(error), language())
