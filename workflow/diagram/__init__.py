"""Pictures of flows: lanes as columns, one shape per meaning, every sign doubled by a word."""

from workflow.diagram.painter import TooTangledToDraw
from workflow.diagram.picture import Change, Picture, TooLargeToDraw, draw

__all__ = ["Change", "Picture", "TooLargeToDraw", "TooTangledToDraw", "draw"]
