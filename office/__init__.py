"""The DX office: which procedures are worth redesigning, what was proposed, what was gained."""
