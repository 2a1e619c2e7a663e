"""Rewrites of a flow as key-based edits, which become an RFC 6902 patch and a flow to measure."""
