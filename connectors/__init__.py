"""Connectors: what steps of type `service` can call. Each answers one question and knows no case."""
