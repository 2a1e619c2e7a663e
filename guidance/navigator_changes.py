"""What a button of the navigator's editor does to the boxes: rows are added, moved, taken out.

A pure function of the draft and the button's command. What nobody offers changes nothing.
"""

from dataclasses import replace
from typing import TypeVar

from guidance.navigator_draft import Draft, DraftLead, DraftOption, DraftQuestion, Ticks

Row = TypeVar("Row")


def changed(draft: Draft, command: str) -> tuple[Draft, str]:
    """Return the draft after a button with `command`, and the row to look at then; what nobody offers changes nothing.

    A command is the way to a row and what is to happen: `questions.0.options.1.up`, `leads.add`. An answer can also be
    given what follows from it: `questions.0.options.1.ask` and `questions.0.options.1.lead`.
    """
    match command.split(".")[:5]:
        case ["questions", "add"]:
            return _asked(draft, len(draft.questions), ())
        case ["leads", "add"]:
            return _led(draft, len(draft.leads), ())
        case ["questions", row, "options", "add"] if (place := _place(row, draft.questions)) is not None:
            asked = draft.questions[place]
            key = _free("a", {each.key for each in asked.options})
            grown = replace(asked, options=(*asked.options, DraftOption(key=key)))
            return _with_question(draft, place, grown), f"questions.{place}.options.{len(asked.options)}"
        case ["questions", row, "options", inner, what] if (place := _place(row, draft.questions)) is not None:
            return _answer(draft, place, inner, what)
        case ["leads", row, "bring", "add"] if (place := _place(row, draft.leads)) is not None:
            lead = draft.leads[place]
            return _with_lead(draft, place, replace(lead, bring=(*lead.bring, {}))), (
                f"leads.{place}.bring.{len(lead.bring)}"
            )
        case ["leads", row, "bring", inner, what] if (place := _place(row, draft.leads)) is not None:
            lead = draft.leads[place]
            bring, at = _turned(lead.bring, inner, what)
            return _with_lead(draft, place, replace(lead, bring=bring)), _row(f"leads.{place}", "bring", at)
        case ["questions", row, what]:
            questions, at = _turned(draft.questions, row, what)
            return replace(draft, questions=questions), _row("", "questions", at)
        case ["leads", row, what]:
            leads, at = _turned(draft.leads, row, what)
            return replace(draft, leads=leads), _row("", "leads", at)
        case _:
            return draft, ""


def _answer(draft: Draft, place: int, row: str, what: str) -> tuple[Draft, str]:
    """Do something with an answer, or let something follow from it."""
    asked = draft.questions[place]
    chosen = _place(row, asked.options)
    if chosen is not None and what in ("ask", "lead"):
        tick = ((asked.key, asked.options[chosen].key),)
        return _asked(draft, place + 1, tick) if what == "ask" else _led(draft, len(draft.leads), tick)
    options, at = _turned(asked.options, row, what)
    shown = _row(f"questions.{place}", "options", at)
    return _with_question(draft, place, replace(asked, options=options)), shown


def _asked(draft: Draft, place: int, when: Ticks) -> tuple[Draft, str]:
    key = _free("q", {each.key for each in draft.questions})
    options = (DraftOption(key="a1"), DraftOption(key="a2"))
    fresh = DraftQuestion(key=key, when=when, options=options)
    questions = (*draft.questions[:place], fresh, *draft.questions[place:])
    return replace(draft, questions=questions), f"questions.{place}"


def _led(draft: Draft, place: int, when: Ticks) -> tuple[Draft, str]:
    return replace(draft, leads=(*draft.leads, DraftLead(when=when, bring=({},)))), f"leads.{place}"


def _turned(rows: tuple[Row, ...], row: str, what: str) -> tuple[tuple[Row, ...], int | None]:
    """Return `rows` with one moved or taken out, and which is to be looked at now."""
    place, found = _place(row, rows), [*rows]
    if place is None:
        return rows, None
    match what:
        case "remove":
            del found[place]
            return tuple(found), min(place, len(found) - 1) if found else None
        case "up" | "down":
            there = max(0, min(len(found) - 1, place + (1 if what == "down" else -1)))
            found.insert(there, found.pop(place))
            return tuple(found), there
        case _:
            return rows, place


def _with_question(draft: Draft, place: int, question: DraftQuestion) -> Draft:
    return replace(draft, questions=(*draft.questions[:place], question, *draft.questions[place + 1 :]))


def _with_lead(draft: Draft, place: int, lead: DraftLead) -> Draft:
    return replace(draft, leads=(*draft.leads[:place], lead, *draft.leads[place + 1 :]))


def _row(before: str, name: str, place: int | None) -> str:
    """Return how a row is called; when none is left, whose rows they were."""
    return before if place is None else ".".join(filter(None, (before, name, str(place))))


def _place(row: str, rows: tuple[Row, ...]) -> int | None:
    return int(row) if row.isascii() and row.isdecimal() and len(row) < 4 and int(row) < len(rows) else None


def _free(letter: str, taken: set[str]) -> str:
    return next(key for number in range(1, len(taken) + 2) if (key := f"{letter}{number}") not in taken)
