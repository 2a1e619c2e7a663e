"""Is one block of the structure tree sound, its arcs taken as single edges? The cheap questions come first.

A bond of one kind is sound by construction (an inclusive split with its inclusive join, too). Other blocks are
reduced; what is left is searched thriftily, and where states would explode the rank theorem decides.
"""

from typing import Final

from workflow.soundness.net import Net, net_of
from workflow.soundness.rank import is_sound_by_rank
from workflow.soundness.reduction import reduce
from workflow.soundness.search import search_thriftily
from workflow.structure.block_graph import block_wiring
from workflow.structure.control_graph import Kind
from workflow.structure.tree import Block
from workflow.structure.wiring import Wiring

CHEAP_STATES: Final = 400
"""As many states cost about as much as the rank theorem on a small block."""


def is_sound(wiring: Wiring, block: Block) -> bool | None:
    """Return whether `block` is sound; None if it cannot be verified (an inclusive join that nothing matches)."""
    if block.kind == "step":
        return True
    kinds: list[Kind] = [wiring.kinds[node] for node in block.nodes]
    if block.kind == "bond" and kinds[0] == kinds[1]:
        return True
    if set(kinds) == {"xor"}:
        return True  # one token comes in, and no node makes two of it or waits for another
    return is_sound_graph(block_wiring(wiring, block))


def is_sound_graph(small: Wiring) -> bool | None:
    """Return whether a graph without terminating ends is sound, of which every node lies on a path to the end."""
    inclusive = "or" in small.kinds
    if inclusive:
        net = net_of(small)
        if net.has_inclusive_join:
            return None
    else:
        rest = reduce(small)
        if rest is None:
            return True
        net = net_of(rest)
    return _decided(net)


def _decided(net: Net) -> bool:
    outcome = search_thriftily(net, CHEAP_STATES)
    if outcome.found is not None:
        return False
    return outcome.complete or is_sound_by_rank(net)
