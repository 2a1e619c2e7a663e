"""Flows as graphs: read, check, analyse, redesign, compare, draw. No web page, no database."""
