"""Patterns 1 to 10: basic control flow, advanced branching, cycles."""

from typing import Final

from kernel.json_types import Json
from tests.engine.flows import edge, node
from tests.engine.patterns.pattern import E, Pattern, Run, S, tasks


def is_set(name: str) -> Json:
    """Return the condition that `name` is true."""
    return {"field": name, "op": "eq", "value": True}


AND, JOIN = node("and", "parallel"), node("join", "parallel")
XOR = node("xor", "exclusive")
OR, SYNC = node("or", "inclusive"), node("sync", "inclusive")

BASIC: Final = (
    Pattern(
        number=1,
        name="Sequence",
        japanese="順次",
        answer="yes",
        how=("an edge from one step to the next"),
        nodes=[S, *tasks("ab"), E],
        edges=["s->a", "a->b", "b->e"],
        runs=[Run(script=["see a", "do a", "see b", "do b", "end completed"])],
    ),
    Pattern(
        number=2,
        name="Parallel split",
        japanese="並行分岐",
        answer="yes",
        how=("`parallel` with several edges out (or several edges out of a step)"),
        nodes=[S, AND, *tasks("ab"), JOIN, E],
        edges=["s->and", "and->a", "and->b", "a->join", "b->join", "join->e"],
        runs=[Run(script=["see a b"])],
    ),
    Pattern(
        number=3,
        name="Synchronization",
        japanese="同期合流",
        answer="yes",
        how=("`parallel` with several edges in"),
        nodes=[S, AND, *tasks("abc"), JOIN, E],
        edges=["s->and", "and->a", "and->b", "a->join", "b->join", "join->c", "c->e"],
        runs=[
            Run(script=["do a", "see b", "do b", "see c"]),
            Run(script=["do b", "see a", "do a", "see c", "do c", "end completed"]),
        ],
    ),
    Pattern(
        number=4,
        name="Exclusive choice",
        japanese="排他選択",
        answer="yes",
        how=("`exclusive` with conditions, or the outcomes of a person's step"),
        nodes=[S, XOR, *tasks("ab"), E],
        edges=["s->xor", edge("xor->a", when=is_set("x")), edge("xor->b", default=True), "a->e", "b->e"],
        runs=[Run(facts={"x": True}, script=["see a"]), Run(script=["see b"])],
    ),
    Pattern(
        number=5,
        name="Simple merge",
        japanese="単純合流",
        answer="yes",
        how=("several edges into a step, or into `exclusive`: each token goes on by itself"),
        nodes=[S, XOR, *tasks("abc"), E],
        edges=["s->xor", edge("xor->a", when=is_set("x")), edge("xor->b", default=True), "a->c", "b->c", "c->e"],
        runs=[
            Run(facts={"x": True}, script=["do a", "see c", "do c", "end completed"]),
            Run(script=["do b", "see c", "do c", "end completed"]),
        ],
    ),
    Pattern(
        number=6,
        name="Multi-choice",
        japanese="複数選択",
        answer="yes",
        how=("`inclusive` with conditions: every edge whose condition holds"),
        nodes=[S, OR, *tasks("abc"), SYNC, E],
        edges=[
            "s->or",
            edge("or->a", when=is_set("x")),
            edge("or->b", when=is_set("y")),
            edge("or->c", default=True),
            "a->sync",
            "b->sync",
            "c->sync",
            "sync->e",
        ],
        runs=[
            Run(facts={"x": True, "y": True}, script=["see a b"]),
            Run(facts={"y": True}, script=["see b"]),
            Run(script=["see c"]),
        ],
    ),
    Pattern(
        number=7,
        name="Structured synchronizing merge",
        japanese="同期つき複数合流",
        answer="yes",
        how=("the `inclusive` join of a matched pair waits for as many tokens as its split sent out"),
        nodes=[S, OR, *tasks("abc"), SYNC, E],
        edges=[
            "s->or",
            edge("or->a", when=is_set("x")),
            edge("or->b", default=True),
            "a->sync",
            "b->sync",
            "sync->c",
            "c->e",
        ],
        runs=[
            Run(facts={"x": True}, script=["see a", "do a", "see c"]),
            Run(script=["see b", "do b", "see c", "do c", "end completed"]),
        ],
    ),
    Pattern(
        number=8,
        name="Multi-merge",
        japanese="多重合流",
        answer="no",
        how=(
            "two tokens on one step would be the same work twice for one case, and nobody could tell which is"
            " meant; `check` refuses it (`soundness.lack_of_synchronization`). A subflow per item says what "
            "is meant."
        ),
        nodes=[S, AND, *tasks("abc"), E],
        edges=["s->and", "and->a", "and->b", "a->c", "b->c", "c->e"],
    ),
    Pattern(
        number=9,
        name="Structured discriminator",
        japanese="先着合流",
        answer="partly",
        how=(
            'among people: `members` with `complete_when: "any"` goes on with the first one, and the work of '
            "the others closes. Among other steps not: what was begun would have no result that counts."
        ),
        nodes=[
            S,
            node("a", "approval", None, members=["clerk", "chief", "head"], complete_when="any"),
            *tasks("b"),
            E,
            node("n", "end", result="refused"),
            *tasks("r"),
        ],
        edges=["s->a", "a->b#approve", "a->r#return", "r->a", "a->n#refuse", "b->e"],
        runs=[Run(script=["see a a a", "do a approve", "see b", "do b", "end completed"])],
    ),
    Pattern(
        number=10,
        name="Arbitrary cycles",
        japanese="任意の循環",
        answer="yes",
        how=("edges back to any step, also loops with several ways in and out"),
        nodes=[
            S,
            XOR,
            node("m", "exclusive"),
            node("a", "review", "chief", outcomes=[{"key": "approve"}, {"key": "return"}]),
            node("b", "review", "chief", outcomes=[{"key": "approve"}, {"key": "return"}]),
            *tasks("c"),
            E,
        ],
        edges=[
            "s->xor",
            edge("xor->m", when=is_set("x")),
            edge("xor->b", default=True),
            "m->a",
            "a->b#approve",
            "a->m#return",
            "b->c#approve",
            "b->m#return",
            "c->e",
        ],
        runs=[
            Run(script=["see b", "do b return", "see a", "do a approve", "see b", "do b approve", "see c"]),
            Run(facts={"x": True}, script=["do a return", "do a approve", "do b approve", "do c", "end completed"]),
        ],
    ),
)
