"""What the city's other procedures mean to one flow, in a word: as long as it stays, no finding changes for their sake.

So what was found once is remembered although somebody in another department changes a flow every few minutes.
"""

from workflow.analysis.detectors.c03_too_many_hands import PERCENT, many_take_part
from workflow.analysis.detectors.c09_similar_procedure import nearly_the_same
from workflow.analysis.portfolio import Portfolio
from workflow.definition import Flow


def word_beside(flow: Flow, portfolio: Portfolio | None) -> str:
    """Return the word; empty where the others mean nothing to `flow`."""
    if portfolio is None or not portfolio.beside(flow):
        return ""
    usual = [f"{portfolio.percentile_of_handoffs(PERCENT):.2f}"] if many_take_part(flow) else []
    return " ".join([*usual, *(each.flow.digest for each in nearly_the_same(flow, portfolio))])
