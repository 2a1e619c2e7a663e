"""The database: one metadata, one way to open a transaction, types that behave alike on SQLite and PostgreSQL."""
