"""Pictures of flows: lanes as columns, one shape per meaning, every sign doubled by a word."""

from workflow.diagram.picture import Change, Picture, draw

__all__ = ["Change", "Picture", "draw"]
