"""The engine: cases as sums of events (`core`, pure) and the thin shell that keeps them in a database (`shell`)."""
