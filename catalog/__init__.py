"""Procedures and their versions: drafts that change, publications that never do, and what runs on which."""
