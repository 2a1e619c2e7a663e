"""The only way into a flow: `read_flow` says everything that is wrong, `require_flow` raises it."""

from workflow.codec.flow import MAX_EDGES, MAX_NODES, read_flow, require_flow

__all__ = ["MAX_EDGES", "MAX_NODES", "read_flow", "require_flow"]
