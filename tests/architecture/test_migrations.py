"""Migrations form one line: whoever lands second puts theirs behind the other's."""

from collections import Counter

from alembic.script import ScriptDirectory

from db.upgrade import configuration


def test_migrations_form_one_line() -> None:
    scripts = ScriptDirectory.from_config(configuration())

    after = Counter(script.down_revision for script in scripts.walk_revisions())

    assert len(scripts.get_heads()) == 1
    assert max(after.values()) == 1
