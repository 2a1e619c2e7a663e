"""Patterns 11 to 20: termination, several instances, state, cancellation."""

from typing import Final

from tests.engine.flows import node
from tests.engine.patterns.pattern import E, Pattern, Run, S, tasks

AND = node("and", "parallel")
TWO_WAYS = [{"key": "approve"}, {"key": "return"}]

ADVANCED: Final = (
    Pattern(
        number=11,
        name="Implicit termination",
        japanese="暗黙の終了",
        answer="no",
        how=(
            "a case ends when the flow says so: an end that is reached while another token is left is an "
            "error of the flow (`soundness`), and stops the command. An end with `terminate` says that the "
            "rest falls away."
        ),
        nodes=[S, AND, *tasks("ab"), E, node("f", "end")],
        edges=["s->and", "and->a", "and->b", "a->e", "b->f"],
        runs=[Run(script=["see a b", "stuck a"])],
    ),
    Pattern(
        number=12,
        name="Multiple instances without synchronization",
        japanese="同期なしの複数実行",
        answer="no",
        how=(
            "a case answers for everything that it began: the children of a subflow are always awaited, and a"
            " withdrawal ends them."
        ),
    ),
    Pattern(
        number=13,
        name="Multiple instances with a priori design-time knowledge",
        japanese="設計時に数が決まる複数実行",
        answer="yes",
        how=("`members`: one item for each of the listed lanes, all at once; or a `parallel` split"),
        nodes=[
            S,
            node("a", "approval", None, members=["clerk", "chief", "head"], outcomes=[{"key": "approve"}]),
            *tasks("b"),
            E,
        ],
        edges=["s->a", "a->b#approve", "b->e"],
        runs=[Run(script=["see a a a", "do a approve", "see a a", "do a approve", "see a", "do a approve", "see b"])],
    ),
    Pattern(
        number=14,
        name="Multiple instances with a priori run-time knowledge",
        japanese="実行時に数が決まる複数実行",
        answer="yes",
        how=("`subflow` with `each`: one child per item of a group, all at once, joined when the last is over"),
        nodes=[S, node("parts", "subflow", flow="part", each="items"), *tasks("b"), E],
        edges=["s->parts", "parts->b", "b->e"],
        runs=[
            Run(
                facts={"items": [{}, {}, {}]},
                script=["see", "child 2 completed", "child 1 completed", "see", "child 3 completed", "see b"],
            ),
            Run(facts={"items": []}, script=["see b", "do b", "end completed"]),
        ],
    ),
    Pattern(
        number=15,
        name="Multiple instances without a priori run-time knowledge",
        japanese="実行中に増える複数実行",
        answer="no",
        how=(
            "the items of a group are those that it has when the subflow begins. Items that come later are a "
            "new round: lead an edge back to the subflow."
        ),
        nodes=[
            S,
            node("parts", "subflow", flow="part", each="items"),
            node("more", "review", "chief", outcomes=TWO_WAYS),
            E,
        ],
        edges=["s->parts", "parts->more", "more->parts#return", "more->e#approve"],
        runs=[
            Run(
                facts={"items": [{}]},
                script=[
                    "child 1 completed",
                    "see more",
                    "do more return",
                    "see",
                    "child 3 completed",
                    "do more approve",
                    "end completed",
                ],
            )
        ],
    ),
    Pattern(
        number=16,
        name="Deferred choice",
        japanese="成り行きによる選択",
        answer="partly",
        how=(
            "the outcomes of a step (people choose), and `on_overdue` with an outcome (time chooses, and "
            "closes the people's item). Between messages not: two `wait` steps do not withdraw each other."
        ),
        nodes=[
            S,
            node(
                "a",
                "review",
                "clerk",
                outcomes=TWO_WAYS,
                due={"hours": 24},
                on_overdue=[{"after": {"hours": 24}, "do": {"outcome": "return"}}],
            ),
            *tasks("bc"),
            E,
        ],
        edges=["s->a", "a->b#approve", "a->c#return", "b->e", "c->a"],
        runs=[
            Run(script=["see a", "do a approve", "see b", "hours 100", "see b", "do b", "end completed"]),
            Run(script=["see a", "hours 100", "see c"]),
        ],
    ),
    Pattern(
        number=17,
        name="Interleaved parallel routing",
        japanese="同時でない順不同",
        answer="no",
        how=(
            "two steps of one case that may stand in any order may also be done at the same time "
            "(`parallel`); what only one person can hold at a time is a physical document, and the analysis "
            "watches those."
        ),
    ),
    Pattern(
        number=18,
        name="Milestone",
        japanese="マイルストーン",
        answer="no",
        how=(
            "what is possible only until some point is part of the engine, not of flows: an application can "
            "be withdrawn until the decision, an act pulled back until the next one begins."
        ),
        nodes=[S, node("a", "approval", "head"), *tasks("b"), E, node("n", "end", result="refused"), *tasks("r")],
        edges=["s->a", "a->b#approve", "a->r#return", "r->a", "a->n#refuse", "b->e"],
        runs=[
            Run(script=["see a", "withdraw", "end withdrawn"]),
            Run(script=["do a approve", "stuck withdraw", "see b"]),
        ],
    ),
    Pattern(
        number=19,
        name="Cancel activity",
        japanese="作業の取消し",
        answer="yes",
        how=(
            "`on_overdue` with an outcome closes an item that was not done in time; a joint decision closes "
            "the items that are not needed any more; people send back (差戻し) or pull back (引戻し)"
        ),
        nodes=[
            S,
            node(
                "a",
                "task",
                "clerk",
                outcomes=[{"key": "done"}, {"key": "dropped"}],
                due={"hours": 1},
                on_overdue=[{"after": {"hours": 1}, "do": {"outcome": "dropped"}}],
            ),
            *tasks("b"),
            E,
        ],
        edges=["s->a", "a->e#done", "a->b#dropped", "b->e"],
        runs=[Run(script=["see a", "hours 3", "see b"])],
    ),
    Pattern(
        number=20,
        name="Cancel case",
        japanese="案件の取消し",
        answer="yes",
        how=("a withdrawal (取下げ) at any time before the decision, and an end with `terminate`; children end, too"),
        nodes=[
            S,
            AND,
            *tasks("ab"),
            node("x", "end", terminate=True, result="approved"),
            node("y", "end", terminate=True),
        ],
        edges=["s->and", "and->a", "and->b", "a->x", "b->y"],
        runs=[
            Run(script=["see a b", "withdraw", "end withdrawn"]),
            Run(script=["see a b", "do a", "end approved"]),
        ],
    ),
)
